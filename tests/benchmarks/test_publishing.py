"""How many answers were stored ones."""

from collections import Counter

from benchmarks.publishing import hit_ratio


def test_hits_among_the_answers_that_say() -> None:
    assert hit_ratio(Counter({"hit": 2, "HIT": 1, "miss": 1, "": 5})) == 0.75


def test_unknown_where_no_answer_says() -> None:
    assert hit_ratio(Counter({"": 5})) is None
