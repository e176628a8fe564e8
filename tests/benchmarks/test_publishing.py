"""The share of stored responses."""

from collections import Counter

from benchmarks.publishing import hit_ratio


def test_hits_among_the_responses_that_say() -> None:
    seen = {"coalition-cms; hit": 2, "coalition-cms; hit; collapsed": 1, "coalition-cms; fwd=miss; stored": 1, "": 5}
    assert hit_ratio(Counter(seen)) == 0.75


def test_unknown_where_no_answer_says() -> None:
    assert hit_ratio(Counter({"": 5})) is None
