"""A byline is only what surely is one."""

import pytest

from arrivals.contents.bylines import is_name, read_byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("by Jane Doe and Kai Okoro", ["Jane Doe", "Kai Okoro"]),
        ("BY JANE DOE", ["JANE DOE"]),
        ("By: Jane Q. Doe, Kai Okoro, and Lin O'Hara-Wu", ["Jane Q. Doe", "Kai Okoro", "Lin O'Hara-Wu"]),
        ("By Ana de la Cruz & José Núñez", ["Ana de la Cruz", "José Núñez"]),
        ("By Jane Doe, PhD", ["Jane Doe, PhD"]),
        ("Written by Martin King Jr.", ["Martin King Jr."]),
        ("By J.R. Doe", ["J.R. Doe"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [author.name for author in read_byline(text)] == names


def test_a_description_follows_one_name() -> None:
    (author,) = read_byline("By Delia Marsh, Director of the Field School")
    assert (author.name, author.line) == ("Delia Marsh", "Director of the Field School")
    (author,) = read_byline("By Delia Marsh, who teaches science")
    assert author.line == "who teaches science"


@pytest.mark.parametrize(
    "text",
    [
        *("By Friday Morning", "By the time we came, it was late.", "By Land and Sea", "By Jane", "By", "Jane Doe"),
        *("By Jane Doe, Kai Okoro", "By Popular Demand", "Byron Smith wrote", "By 2030 All Children Learn"),
        *("By working together we can", "By Jane Doe went to school and learned", "By Jane Doe and others"),
        "By " + "Jane Doe and " * 30 + "Kai Okoro",
    ],
)
def test_what_may_be_something_else(text: str) -> None:
    assert read_byline(text) == ()


def test_names_of_people() -> None:
    assert is_name("Jane Doe") and is_name("Ludwig van Beethoven")
    assert not any(map(is_name, ["python-docx", "Microsoft", "user 1", "jane doe", ""]))
