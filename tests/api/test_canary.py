"""No response shows or reveals anything that is not public; and this test would notice.

``CANARY_URLS`` is how many addresses of each family are asked; by default so many as take some seconds.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Page

from api.changes.public_changes import PublicChanges
from api.content.counts import Counts
from api.loading.child_relations import ChildRelations
from api.rich_text.writers import Writer
from api.serializers.event_page import EventPageSerializer
from api.serializers.page import PageSerializer
from api.serializers.record import PersonSerializer
from api.views.base import ApiView
from api.views.redirects import RedirectView
from api.views.terms import TagListView
from pages.visibility.paths import SitePaths
from pages.visibility.visibility import Visibility
from tests.api.canaries import NESTED_SITE, OTHER_SITE, Menagerie, delete_all
from tests.api.crawl import Crawl, first, neutral, spread, with_query
from tests.slices import how_many

pytestmark = pytest.mark.slow

#: How many addresses of each family are asked.
COUNTS = {
    "plain": 1200,
    "full": 350,
    "selected": 500,
    "single": 2000,
    "ordered": 350,
    "searched": 150,
    "words": 400,
    "combined": 600,
    "twins": 600,
}


#: By default every so-manieth part of that.
PART = 10


def count_of(family: str) -> int:
    return how_many(COUNTS[family] // PART, COUNTS[family], "CANARY_URLS")


class Families:
    """The addresses of the crawl by family, which are found once: many are what a response leads to."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl
        self._known: dict[str, list[str]] = {}

    def get(self, family: str) -> list[str]:
        if family not in self._known:
            # Of a part, there is no need to walk every list in every order.
            options = {"orders": how_many(4, sys.maxsize, "CANARY_URLS")} if family == "ordered" else {}
            self._known[family] = list(getattr(self.crawl, family)(**options))
        return self._known[family]


@pytest.fixture(scope="module")
def families(menagerie: Menagerie) -> Families:
    return Families(Crawl(menagerie))


class Progress:
    """Says now and then how far a long walk is."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def through(self, targets: Iterable[Any], name: str) -> Iterator[Any]:
        known = list(targets)
        for number, target in enumerate(known, 1):
            if time.monotonic() - self._said > 5:
                self._said = time.monotonic()
                print(f"canary crawl: {name}: {number} of {len(known)}", flush=True)
            yield target


def test_nothing_that_is_not_public_shows(
    menagerie: Menagerie, families: Families, record_property: Callable[[str, object], None]
) -> None:
    crawl, progress = families.crawl, Progress()
    for family in ("plain", "full", "selected", "single", "ordered", "searched"):
        crawl.ask_all(progress.through(spread(families.get(family), count_of(family)), family))
    crawl.ask_all(progress.through(first(crawl.combined(), count_of("combined")), "combined"))
    for target in progress.through(spread(crawl.words(), count_of("words")), "words"):
        answer = crawl.ask(target)
        assert (answer.status, json.loads(answer.body)["items"]) == (200, []), target
    pairs = crawl.compare(progress.through(spread(crawl.twins(), count_of("twins")), "twins"))
    summary = (
        f"canary crawl: {len(crawl.asked)} URLs, {len(menagerie.canaries)} canaries, "
        f"{pairs} pairs of hidden and unused, {len(crawl.leaks)} leaks"
    )
    print(summary)
    record_property("summary", summary)
    assert crawl.leaks == []
    assert len(crawl.asked) >= how_many(550, 5000) or "CANARY_URLS" in os.environ


def test_what_is_not_public_has_no_influence(menagerie: Menagerie, families: Families) -> None:
    """Once it is deleted, every response is the same: items, order, counts, cursors and headers."""
    crawl = Crawl(menagerie)
    size = how_many(12, 80)
    targets = [
        target
        for family in ("plain", "full", "single", "ordered", "searched")
        for target in spread(families.get(family), size)
    ]
    targets += first(crawl.combined(seed=1), size)
    assert len(targets) > 5 * size
    assert influenced(crawl, targets) == []


def influenced(crawl: Crawl, targets: Iterable[str]) -> list[str]:
    """Return the URLs whose responses differ once everything hidden is deleted."""
    # A preview is read from what was stored, which loses what is deleted meanwhile.
    without = ("random", OTHER_SITE, NESTED_SITE, "preview/")
    asked = [target for target in targets if not any(name in target for name in without)]
    # What has expired is gone, which is no secret; without its page it is as if it had never been.
    gone = [name for hidden in crawl.menagerie.hidden if hidden.is_gone for name in hidden.values("slug")]
    asked = [target for target in asked if "/resolve/" not in target or not any(name in target for name in gone)]
    before = {target: neutral(crawl.application.ask(target)) for target in asked}
    with transaction.atomic():
        delete_all(crawl.menagerie.hidden)
        after = {target: neutral(crawl.application.ask(target)) for target in asked}
        transaction.set_rollback(True)
    return [target for target in before if before[target] != after[target]]


# Planted leaks: each must be found.


def everyone(_: Any, queryset: Any) -> Any:
    return queryset


def of_expired(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Visibility, "_current", property(lambda self: Q(live=True)))


def of_drafts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Visibility, "_current", property(lambda self: Q(expire_at=None) | Q(expire_at__gt=self.at)))


def of_records(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Visibility, "records", everyone)


def of_collections(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Visibility, "collected", everyone)


def of_collections_below(patch: pytest.MonkeyPatch) -> None:
    restricted = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    patch.setattr(Visibility, "collected", lambda self, queryset: queryset.exclude(collection__path__in=restricted))
    patch.setattr(Visibility, "is_in_public_collection", lambda self, path: path not in restricted)


def of_restricted_pages(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Visibility, "_restricted_pages", property(lambda self: ()))


def of_nested_sites(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SitePaths, "nested_roots", property(lambda self: []))


def of_other_sites(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SitePaths, "own_roots", property(lambda self: self.roots))


def of_link_targets(patch: pytest.MonkeyPatch) -> None:
    link = Writer.link
    patch.setattr(Writer, "link", lambda self, found: link(self, found) or {"data-page-id": found.get("id", "")})


def of_unconfirmed_rows(patch: pytest.MonkeyPatch) -> None:
    rows_of = ChildRelations.of

    def confirmed(self: ChildRelations, page: Any, relation: str) -> list[Any]:
        rows = rows_of(self, page, relation)
        for row in rows:
            row.confirmed = True
        return rows

    patch.setattr(ChildRelations, "of", confirmed)


def of_printed_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        "api.content.representations.participant",
        lambda related, row, **_: {"name": row.name, "person": None, "organization": None, "photo": None},
    )


def of_past_contacts(patch: pytest.MonkeyPatch) -> None:
    rsvp = EventPageSerializer.get_rsvp
    patch.setattr(EventPageSerializer, "get_rsvp", lambda self, event: {**rsvp(self, event), "email": event.rsvp_email})


def of_internal_notes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PersonSerializer, "get_bio", lambda self, person: person.bio + person.internal_note)


def of_alias_sources(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PageSerializer, "get_alias_of", lambda self, page: {"id": page.alias_of_id})


def of_parents(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PageSerializer, "get_parent", lambda self, page: {"id": page.get_parent().pk})


def of_tags(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TagListView, "candidates", lambda self: Tag.objects.all())


def of_redirects(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(RedirectView, "candidates", lambda self: Redirect.objects.all())


def of_paths_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PublicChanges, "_tellable", lambda self, paths: paths)


def of_past_publications(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(PublicChanges, "_is_public", lambda self, row: True)


#: Each with what the crawl must say that it saw.
LEAKS = [
    (of_expired, "expired"),
    (of_drafts, "draft"),
    (of_records, "Person: "),
    (of_collections, "image: "),
    (of_collections_below, "image: below a login"),
    (of_restricted_pages, "restricted"),
    (of_nested_sites, "of a nested site"),
    (of_other_sites, "of another site"),
    (of_link_targets, "SectionPage: "),
    (of_unconfirmed_rows, "somebody unconfirmed"),
    (of_printed_names, "printed name of somebody hidden"),
    (of_past_contacts, "contact of a past event"),
    (of_internal_notes, "internal note"),
    (of_alias_sources, "source of an alias"),
    (of_parents, "parent, draft"),
    (of_tags, "GuestBlogPost: "),
    (of_redirects, "redirect to something hidden"),
    (of_paths_left, "restricted"),
    (of_past_publications, "unpublished"),
]


def brief(crawl: Crawl) -> Iterator[str]:
    """What is public with all its fields, and every list."""
    for endpoint in crawl.endpoints:
        for path in crawl.finds(endpoint):
            if "since" in endpoint.parameters:
                yield path
            elif "fields" in endpoint.parameters and "/find/" not in path:
                yield with_query(path, fields="*")


def test_a_brief_crawl_finds_nothing(menagerie: Menagerie) -> None:
    crawl = Crawl(menagerie)
    crawl.ask_all(brief(crawl))
    assert len(crawl.asked) > 50
    assert crawl.leaks == []


@pytest.mark.parametrize(("plant", "seen"), LEAKS)
def test_a_planted_leak_is_found(
    plant: Callable[[pytest.MonkeyPatch], None], seen: str, menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    crawl = Crawl(menagerie)
    for target in brief(crawl):
        crawl.ask(target)
        if any(seen in leak for leak in crawl.leaks):
            break
    assert any(seen in leak for leak in crawl.leaks)
    assert not any("status 5" in leak for leak in crawl.leaks)


def test_a_header_that_tells_is_found(menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch) -> None:
    finalize = ApiView.finalize_response

    def tell(self: ApiView, request: Any, response: Any, *arguments: Any, **options: Any) -> Any:
        finished = finalize(self, request, response, *arguments, **options)
        if Page.objects.filter(pk=options.get("key", 0)).exists():
            finished["Cache-Tag"] = "page"
        return finished

    monkeypatch.setattr(ApiView, "finalize_response", tell)
    crawl = Crawl(menagerie)
    keys = {str(page.pk) for page in menagerie.of(Page)}
    crawl.compare(first((twin for twin in crawl.twins() if "/api/v2/pages/9" in twin[0] and twin[2] in keys), 3))
    assert crawl.leaks != []


def test_a_filter_that_tells_is_found(menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visibility, "records", everyone)
    crawl = Crawl(menagerie)
    people = {hidden.word for hidden in menagerie.hidden if hidden.what.startswith("Person: ")}
    crawl.compare(twin for twin in crawl.twins() if "/events/?speaker=" in twin[0] and twin[2] in people)
    assert crawl.leaks != []


def test_a_count_that_tells_is_found(menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch) -> None:
    count = Counts.__init__
    unfiltered: Any = SimpleNamespace(pages=lambda queryset: queryset)
    monkeypatch.setattr(
        Counts, "__init__", lambda self, term, objects, selection, _: count(self, term, objects, selection, unfiltered)
    )
    crawl = Crawl(menagerie)
    crawl.ask_all(target for target in brief(crawl) if "/topics/" in target)
    assert crawl.leaks == []
    assert influenced(crawl, crawl.asked) != []


def test_an_echo_is_no_leak_and_nothing_else_is_an_echo(menagerie: Menagerie) -> None:
    crawl = Crawl(menagerie)
    person = next(hidden for hidden in menagerie.hidden if hidden.what == "Person: draft")
    for target in (
        f"/api/v2/pages/?{person.word}=1",
        f"/api/v2/pages/?fields=title,{person.word}(a)",
        f"/api/v2/pages/?locale={person.word}",
        f"/api/v2/pages/?child_of={person.instance.pk}",
    ):
        answer = crawl.ask(target)
        assert answer.status == 400
        assert crawl.leaks == []
        other = target.replace(person.word, "x").replace(str(person.instance.pk), "1")
        assert crawl.leaks_of(other, answer) != []
