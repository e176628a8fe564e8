"""Walking a list by cursor while rows come and go."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pages.models import Person


class TestChangingList(TestCase):
    """People are added and removed while a client pages through the list: each who stayed is listed exactly once."""

    @pytest.mark.slow
    @settings(max_examples=15)
    @given(
        names=st.lists(st.sampled_from("abcde"), min_size=1, max_size=12),
        limit=st.integers(1, 4),
        order=st.sampled_from(["name", "-name", "name,-id", "-id"]),
        changes=st.lists(st.tuples(st.booleans(), st.integers(0, 11), st.sampled_from("abcde")), max_size=8),
    )
    def test_who_stays_is_met_once(
        self, names: list[str], limit: int, order: str, changes: list[tuple[bool, int, str]]
    ) -> None:
        people = [Person.objects.create(name=name) for name in names]
        staying = {person.pk for person in people}
        seen: list[int] = []
        query: dict[str, Any] = {"limit": limit, "order": order, "fields": "_,id"}
        while True:
            answer = self.client.get("/api/v2/people/", query).json()
            seen += [item["id"] for item in answer["items"]]
            if changes:
                adding, position, name = changes.pop()
                if adding:
                    Person.objects.create(name=name)
                else:
                    gone = people[position % len(people)]
                    staying.discard(gone.pk)
                    Person.objects.filter(pk=gone.pk).delete()
            if answer["meta"]["next_cursor"] is None:
                break
            query["cursor"] = answer["meta"]["next_cursor"]
        assert len(seen) == len(set(seen))
        assert staying <= set(seen)
