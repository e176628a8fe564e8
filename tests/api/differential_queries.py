"""Queries to send to two APIs at once, drawn by hypothesis: well-formed ones, and ones with something wrong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from wagtail.models import Page

from pages.models import EventPage, GuestBlogPost, HomePage, OrganizationAbout, SectionPage
from tests.api.stock_urls import TYPE_FIELDS
from tests.api.varied import OTHER_HOST, Varied

Query = dict[str, str]
TYPES = {model._meta.label: model for model in (HomePage, SectionPage, GuestBlogPost, EventPage, OrganizationAbout)}
#: The names that lists of pages have in both APIs.
LIST_NAMES = (
    "id",
    "type",
    "detail_url",
    "html_url",
    "slug",
    "show_in_menus",
    "seo_title",
    "search_description",
    "first_published_at",
    "last_published_at",
    "alias_of",
    "locale",
    "title",
)
COLUMNS = (
    "id",
    "title",
    "slug",
    "show_in_menus",
    "seo_title",
    "search_description",
    "first_published_at",
    "last_published_at",
)
TYPE_COLUMNS = {
    "pages.GuestBlogPost": ("published_on", "updated_on", "reading_time_minutes"),
    "pages.EventPage": ("starts_at", "ends_at", "status", "attendance_mode", "all_day"),
}
IMAGE_NAMES = ("id", "type", "detail_url", "download_url", "title", "width", "height")
#: The forms of sub-fields, to be filled with names.
IMAGE_SELECTIONS = ("(_,{0})", "(_,{0},{1})", "({0})", "({0},{1})", "(*)", "(*,-{0})", "(-{0})", "(-{0},{1})", "")
MEDIA_NAMES = ("id", "type", "detail_url", "download_url", "tags", "title")
#: Values that no parameter of these names takes, or that it takes for something odd.
BAD = {
    "limit": ["", "-1", "101", "x", "1.5", "1e1", "9" * 30, " 3", "1_0", "٣", "\0"],
    "offset": ["", "-1", "x", "10001", "9" * 18, " 3"],
    "order": [
        "alias_of",
        "-locale",
        "shade",
        "-",
        "--title",
        "title,",
        "title,,id",
        "random,title",
        "parent",
        "live",
    ],
    "fields": ["shade", "title,", "title,,id", "parent", "*,title", "_,-title", "title(id)", "(", "id)", "-*", "a b"],
    "type": ["", "pages.Nothing", "pages.Person", "EventPage", "PAGES.EventPage", "pages.EventPage,", "wagtailcore"],
    "child_of": ["", "0", "-1", "x", "999999", "1", "1.0", "ROOT", "9" * 18],
    "descendant_of": ["", "0", "-1", "x", "999999", "1", "1,2"],
    "ancestor_of": ["", "0", "-1", "x", "999999", "root"],
    "translation_of": ["", "0", "-1", "x", "999999"],
    "locale": ["", "de", "EN", "e\0n"],
    "site": ["", "nowhere.example.org", "www.example.org:1", "www.example.org:x", OTHER_HOST, ":443"],
    "id": ["", "x", "1.5", " 3", "1,", "9" * 18],
    "show_in_menus": ["", "True", "yes", "2"],
    "first_published_at": ["", "yesterday", "2024-13-01", "2024-01-01T25:00:00Z"],
    "slug": ["\0"],
    "rich_text_format": ["xml"],
    "alias_of": ["1", "x"],
    "shade": ["red"],
    "live": ["false"],
    "path": ["0001"],
    "password": [""],
    "title__startswith": ["N"],
    "owner": ["1"],
    "parent": ["3"],
}


def fields_texts(names: Sequence[str], *, with_image: bool = False) -> st.SearchStrategy[str]:
    """Draw values of ``fields`` in all the forms that its grammar has."""
    some = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
    signed = some.flatmap(lambda chosen: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in chosen)))
    forms = [
        st.sampled_from(["*", "_", ""]),
        some.map(lambda chosen: ",".join(["_", *chosen])),
        some.map(lambda chosen: ",".join(["*", *(f"-{name}" for name in chosen)])),
        signed.map(",".join),
    ]
    if with_image:
        inside = st.lists(st.sampled_from(IMAGE_NAMES), min_size=2, max_size=2, unique=True)
        image = st.builds(
            lambda form, chosen: "feature_image" + form.format(*chosen), st.sampled_from(IMAGE_SELECTIONS), inside
        )
        forms.append(st.builds(lambda start, selected: start + selected, st.sampled_from(["", "_,", "_,id,"]), image))
    return st.one_of(forms)


def orders(columns: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw values of ``order`` with one or several columns.

    The last one is the id, because Wagtail API v2 leaves what is equal to the database.
    """
    terms = st.lists(st.sampled_from(columns), min_size=1, max_size=3)
    return terms.flatmap(
        lambda chosen: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in chosen)).map(
            lambda drawn: ",".join((*drawn, "id"))
        )
    )


def filtered(choices: dict[str, st.SearchStrategy[str]], maximum: int = 2) -> st.SearchStrategy[Query]:
    """Draw a few of several parameters: with all of them nothing would be left to compare."""
    names = st.lists(st.sampled_from(sorted(choices)), max_size=maximum, unique=True)
    # These two together are a difference, and compared by themselves.
    names = names.filter(lambda chosen: not {"child_of", "descendant_of"} <= set(chosen))
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: choices[name] for name in chosen}))


def paged(columns: Sequence[str], names: Sequence[str], *, with_image: bool = False) -> st.SearchStrategy[Query]:
    """Draw how a list is ordered, cut and shown."""
    return st.fixed_dictionaries(
        {"limit": st.sampled_from(["2", "3", "5", "1", "100", "0"])},
        optional={
            "order": orders(columns),
            "offset": st.sampled_from(["0", "1", "2", "5", "1000"]),
            "fields": fields_texts(names, with_image=with_image),
            "_": st.just("1700000000"),
        },
    )


def _sampled(values: Iterable[Any]) -> st.SearchStrategy[str]:
    return st.sampled_from(list(dict.fromkeys(str(value) for value in values)))


def page_filters(varied: Varied) -> dict[str, st.SearchStrategy[str]]:
    """Return what lists of pages are filtered by, with values that some pages have."""
    near_the_top = [varied.home, varied.news, varied.deeper, varied.french_news, varied.other_home]
    places = _sampled(["root", *(page.pk for page in near_the_top), *varied.public])
    public = _sampled(varied.public)
    post = varied.posts[0]
    return {
        "child_of": places,
        "descendant_of": places,
        "ancestor_of": public,
        "translation_of": places,
        "locale": st.sampled_from(["en", "fr"]),
        "site": st.sampled_from(["www.example.org", "www.example.org:443", f"{OTHER_HOST}:80", f"{OTHER_HOST}:8080"]),
        "id": public,
        "title": st.sampled_from(["News", "Post 0", "Same", "Café", "Draft", "news", ""]),
        "slug": st.sampled_from(["news", "same", "café", "home", "draft"]),
        "show_in_menus": st.sampled_from(["true", "false", "1", "0"]),
        "seo_title": st.sampled_from(["All news", ""]),
        "search_description": st.sampled_from(["New.", ""]),
        "first_published_at": st.sampled_from([post.first_published_at.isoformat().replace("+00:00", "Z")]),
    }


def type_filters(varied: Varied) -> dict[str, dict[str, st.SearchStrategy[str]]]:
    """Return what lists of one page type are filtered by besides."""
    tags = st.sampled_from(["hope", "change", "hope,change", "change,hope", "Hope", "nothing"])
    start = varied.events[0].starts_at.isoformat().replace("+00:00", "Z")
    return {
        "pages.GuestBlogPost": {
            "tags": tags,
            "published_on": st.sampled_from(["2024-05-17", "2020-01-01"]),
            "updated_on": st.just("2024-06-01"),
            "reading_time_minutes": st.sampled_from(["0", "1"]),
        },
        "pages.EventPage": {
            "tags": tags,
            "starts_at": st.just(start),
            "status": st.sampled_from(["scheduled", "cancelled"]),
            "attendance_mode": st.just("in_person"),
            "all_day": st.sampled_from(["true", "false"]),
        },
    }


def page_list_queries(varied: Varied) -> st.SearchStrategy[Query]:
    """Draw well-formed queries of ``/pages/``."""
    common, own = page_filters(varied), type_filters(varied)
    several = st.lists(st.sampled_from(["wagtailcore.Page", *TYPES]), min_size=2, max_size=3).map(",".join)
    mixed: st.SearchStrategy[Query] = st.one_of(
        st.just({}), st.one_of(several, st.just("wagtailcore.Page")).map(lambda text: {"type": text})
    )
    queries = [_merged(mixed, filtered(common), paged(COLUMNS, LIST_NAMES))]
    for label, model in TYPES.items():
        columns = (*COLUMNS, *TYPE_COLUMNS.get(label, ()))
        names = (*LIST_NAMES, *TYPE_FIELDS.get(model, ()))
        typed = st.sampled_from([label, label.lower()]).map(lambda text: {"type": text})
        shown = paged(columns, names, with_image="feature_image" in names)
        queries.append(_merged(typed, filtered({**common, **own.get(label, {})}), shown))
    # As many mixed lists, which are the long ones, as lists of one type.
    return st.booleans().flatmap(lambda mixes: queries[0] if mixes else st.one_of(queries[1:]))


def _merged(*parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return st.tuples(*parts).map(lambda drawn: {name: text for part in drawn for name, text in part.items()})


def bad_queries(varied: Varied) -> st.SearchStrategy[Query]:
    """Draw queries of ``/pages/`` of which one parameter is wrong or odd."""
    wrong = st.sampled_from([{name: text} for name, texts in BAD.items() for text in texts])
    return _merged(filtered(page_filters(varied), maximum=1), wrong)


def media_queries(titles: Sequence[str], columns: Sequence[str], names: Sequence[str]) -> st.SearchStrategy[Query]:
    """Draw well-formed queries of ``/images/`` or ``/documents/``."""
    choices = {
        "title": st.sampled_from([*titles, "nothing"]),
        "tags": st.sampled_from(["hope", "change", "hope,change", "nothing"]),
    }
    return _merged(filtered(choices), paged(columns, names))


def detail_queries(varied: Varied, pages: Mapping[int, type[Page]]) -> st.SearchStrategy[tuple[int, Query]]:
    """Draw a page's id, and which of its fields are asked for; some ids and some fields are not there."""
    keys = [*pages, *varied.public, *varied.public, 999999]

    def of_page(key: int) -> st.SearchStrategy[tuple[int, Query]]:
        own = TYPE_FIELDS.get(pages.get(key, Page), ())
        texts = fields_texts((*LIST_NAMES, "parent", *own), with_image="feature_image" in own)
        odd = st.sampled_from(["shade", "_,published_on", "_,starts_at", "title(id)", "slug,", "*,title"])
        queries = st.one_of(texts, texts, texts, odd).map(lambda text: {"fields": text})
        return st.tuples(st.just(key), st.one_of(st.just({}), queries, queries))

    return st.sampled_from(keys).flatmap(of_page)


def redirect_queries(varied: Varied) -> st.SearchStrategy[tuple[str, Query]]:
    """Draw paths and queries of ``/redirects/``: lists, details and what ``find`` takes."""
    fields = fields_texts(("id", "type", "detail_url", "old_path", "location"))
    shown = st.fixed_dictionaries({}, optional={"fields": fields})
    old_paths = st.sampled_from(
        ["/old", "/café", "/away", "/hidden", "/of-the-other", "/away-from-the-other", "/nothing"]
    )
    keys = st.sampled_from([redirect.pk for redirect in [*varied.redirects, *varied.hidden_redirects]])
    lists = _merged(
        filtered({"old_path": old_paths, "id": keys.map(str)}, maximum=1),
        paged(["id", "old_path"], ["id", "type", "detail_url", "old_path", "location"]),
    )
    found = st.one_of(old_paths.map(lambda path: {"html_path": path}), keys.map(lambda key: {"id": str(key)}))
    return st.one_of(
        st.tuples(st.just("redirects/"), lists),
        st.tuples(keys.map(lambda key: f"redirects/{key}/"), shown),
        st.tuples(st.just("redirects/find/"), _merged(found, shown)),
    )
