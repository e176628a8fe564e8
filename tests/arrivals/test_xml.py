"""XML of unknown origin is read in bounded memory, or refused in a sentence that says where."""

from pathlib import Path

import pytest

from arrivals.safety import xml
from arrivals.safety.xml import Mending, read_elements
from arrivals.sources.source import SourceError


def names(path: Path, content: bytes | str, *wanted: str) -> list[str]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [element.text for element in read_elements(path, wanted or ("item",))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.xml"


def test_elements_with_what_is_in_them(path: Path) -> None:
    path.write_text('<r><a><item x="1">One<wp:b>two<![CDATA[ <3]]></wp:b><c>gone<d/></c></item></a><item/></r>')
    first, second = read_elements(path, {"item"}, empty={"c"})
    assert (first.text, first.attributes, first.text_of("wp:b")) == ("One", {"x": "1"}, "two <3")
    assert [(child.name, child.text, child.children) for child in first.all_of("c")] == [("c", "", [])]
    assert second.children == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><r><item>&c;</item></r>', "defines entities"),
        ('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><item/></r>', "defines entities or a document type"),
        ("<r>\n<item>One</item>\n<item>Tw", "ends in the middle of its content (line 3, column"),
        ("<r><item><![CDATA[One", "ends in the middle"),
        ("", "ends in the middle of its content (line 1, column 1)"),
        ("<r>\n<item></r>", "not well-formed XML at line 2, column 9: mismatched tag"),
        ("PK\3\4 no XML", "not well-formed XML at line 1, column 1"),
        ("<r><item>&nbsp;</item></r>", "undefined entity"),
        (b'<?xml version="1.0" encoding="UTF-8"?><r><item>caf\xe9 </item></r>', "not well-formed XML at line 1"),
        (b'<?xml version="1.0" encoding="x-unknown"?><r/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><r/>', "says that it is in an encoding that is not known."),
        ("<r>" + "<d>" * 200, "nests more than 100 elements near line 1"),
    ],
)
def test_what_is_refused(path: Path, content: bytes | str, sentence: str) -> None:
    with pytest.raises(SourceError) as error:
        names(path, content)
    assert sentence in str(error.value)
    assert str(error.value).startswith("site.xml ")


def test_too_long_elements(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LONGEST", 2**20)
    item = f"<item>{'x' * 2**19}</item>\n"
    assert len(names(path, f"<r>{item * 4}</r>")) == 4
    with pytest.raises(SourceError, match=r"site.xml has a “item” of more than 1 MB near line 2\."):
        names(path, f"<r>\n<item><a>{'x' * 2**19}</a><b>{'y' * 2**19}</b></item></r>")
    with pytest.raises(SourceError, match="a mark of more than 1 MB"):
        names(path, f'<r a="{"x" * 2**21}"/>')


@pytest.mark.parametrize("before", [0, 65_520, 65_526, 65_531, 65_535, 65_536])
def test_what_xml_forbids_is_dropped_and_counted(path: Path, before: int) -> None:
    """Also where one chunk ends and the next one begins."""
    start = "<r><item>"
    path.write_bytes(f"{start}{'a' * before}b\x0bc&#x1F;d&#11;e\ufffff&amp;g&#65;h".encode() + b"</item></r>")
    mending = Mending()
    (item,) = read_elements(path, {"item"}, mending=mending)
    assert item.text == f"{'a' * before}bcdef&gAh"
    assert mending.dropped == 4


@pytest.mark.parametrize("end", ["\u20ac", "\u00ef", "\uff0d"])
def test_letters_at_the_end_of_a_chunk_stay(path: Path, end: str) -> None:
    for before in range(65_520, 65_537):
        assert names(path, f"<r><item>{'a' * (before - 9)}{end}b</item></r>") == [f"{'a' * (before - 9)}{end}b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_that_a_file_declares(path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    path.write_bytes(f'<?xml version="1.0" encoding="{declared}"?><r><item>café</item></r>'.encode(encoding))
    assert [element.text for element in read_elements(path, {"item"})] == ["café"]


def test_empty_lines_before_the_beginning(path: Path) -> None:
    assert names(path, '\n\n  <?xml version="1.0"?><r><item>a</item></r>') == ["a"]
