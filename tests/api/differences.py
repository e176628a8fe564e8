"""Where our API deliberately differs from Wagtail API v2, each difference with examples that show it.

Whatever is not named here is the same in both; ``docs/api.md`` lists these names for those who migrate.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from wagtail.models import Site

from tests.api.varied import Varied


@dataclass(frozen=True)
class Answer:
    """The response of an API; ``body`` is ``None`` if it is not JSON."""

    status: int
    body: Any = None
    content_type: str = ""

    @property
    def ids(self) -> list[int]:
        """The ids of a list's items."""
        return [item["id"] for item in self.body["items"]]


@dataclass(frozen=True)
class Example:
    """Requests, and what holds for the responses of Wagtail API v2 and of ours. In paths ``{v}`` is the content."""

    paths: tuple[str, ...]
    stock: Callable[..., bool]
    ours: Callable[..., bool]
    headers: Mapping[str, str] = field(default_factory=dict)
    #: What is done before, by this client.
    prepare: Callable[[Varied, Client], object] = lambda varied, client: None


def statuses(path: str, stock: int, ours: int, **options: Any) -> Example:
    """An example of different statuses."""
    return Example((path,), lambda answer: answer.status == stock, lambda answer: answer.status == ours, **options)


def nothing_refused(parameter: str, text: str, code: str) -> bool:
    """Tell that a difference refuses nothing that Wagtail API v2 takes."""
    return False


@dataclass(frozen=True)
class Difference:
    """One difference. ``refuses(parameter, text, code)`` tells whether it explains our error for a parameter."""

    reason: str
    examples: tuple[Example, ...]
    refuses: Callable[[str, str, str], bool] = nothing_refused


def _nulls_last(answer: Answer) -> bool:
    values = [item["starts_at"] for item in answer.body["items"]]
    return None in values and None not in values[: values.index(None)] and set(values[values.index(None) :]) == {None}


def _is_number(text: str) -> bool:
    try:
        int(text)
    except ValueError:
        return False
    return True


def _give_the_word(varied: Varied, client: Client) -> None:
    session = client.session
    session["passed_page_view_restrictions"] = [varied.restriction.pk]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)


def _make_a_site_of_news(varied: Varied, client: Client) -> None:
    Site.objects.create(hostname="news.example.org", root_page=varied.news)


BOUNDS: Mapping[str, int] = {"offset": 10_000}
#: What Wagtail API v2 orders by, and we do not.
WITHHELD = ("alias_of", "locale", "tags", "feature_image", "word_count")
BY_START = "pages/?type=pages.EventPage&fields=_,starts_at&order="

DELIBERATE: Mapping[str, Difference] = {
    "Expired pages": Difference(
        "A page must not be readable after its time because a scheduled job is late.",
        (
            statuses("pages/{v.expired.pk}/", 200, 404),
            statuses("pages/?child_of={v.expired.pk}", 200, 400),
            Example(
                ("pages/?child_of={v.news.pk}&limit=20", "pages/?slug=expired-a-moment-ago"),
                lambda children, named: children.body["meta"]["total_count"] == 7 and len(named.ids) == 1,
                lambda children, named: children.body["meta"]["total_count"] == 6 and named.ids == [],
            ),
        ),
    ),
    "Order": Difference(
        "The same list on every database, and no row twice or never when it is read in parts.",
        (
            Example(
                (BY_START + "starts_at", BY_START + "-starts_at"),
                lambda up, down: _nulls_last(up) != _nulls_last(down),
                lambda up, down: _nulls_last(up) and _nulls_last(down),
            ),
        ),
    ),
    "Root": Difference(
        "With site, root of another site's tree would be a page that the list cannot hold.",
        (
            Example(
                ("pages/?child_of=root&site=localhost:80",),
                lambda answer: answer.ids == [],
                lambda answer: len(answer.ids) == 1,
            ),
        ),
    ),
    "Sites inside sites": Difference(
        "A page has one URL, on one site.",
        (
            statuses("pages/{v.deeper.pk}/", 200, 404, prepare=_make_a_site_of_news),
            Example(
                ("pages/?slug=deeper&locale=en",),
                lambda answer: len(answer.ids) == 1,
                lambda answer: answer.ids == [],
                prepare=_make_a_site_of_news,
            ),
        ),
    ),
    "Find": Difference(
        "One request instead of two, and every path that the API gives leads back to its page.",
        (
            statuses("pages/find/?html_path=/news/", 302, 200),
            statuses("pages/find/?id={v.news.pk}", 302, 200),
            statuses("images/find/?id={v.image.pk}", 302, 200),
            statuses("redirects/find/?html_path=/old", 302, 200),
            statuses("pages/find/?html_path=/caf%25C3%25A9/", 404, 200),
            statuses("pages/find/?html_path=/fr/news/", 404, 200),
            statuses("pages/find/?html_path=/elsewhere/&site=localhost:80", 404, 200),
            statuses("pages/find/", 404, 400),
            statuses("pages/find/?id=x", 500, 400),
        ),
    ),
    "Aliases": Difference(
        "The title and the URL of a page that is not public are not public either.",
        (
            Example(
                ("pages/{v.alias_of_hidden.pk}/",),
                lambda answer: answer.body["meta"]["alias_of"]["title"] == "Below a restricted page",
                lambda answer: answer.body["meta"]["alias_of"] is None,
            ),
        ),
    ),
    "Redirects": Difference(
        "What leads to a page that is not public, or is of another site, is nobody's business; a path fits any host.",
        (
            Example(
                ("redirects/?limit=20",),
                lambda answer: len(answer.ids) == 7,
                lambda answer: len(answer.ids) == 4,
            ),
            Example(
                ("redirects/{v.redirects[0].pk}/",),
                lambda answer: answer.body["location"] == "https://www.example.org/news/",
                lambda answer: answer.body["location"] == "/news/",
            ),
            Example(
                ("redirects/{v.redirects[0].pk}/",),
                lambda answer: "is_permanent" not in answer.body,
                lambda answer: answer.body["is_permanent"] is True,
            ),
        ),
    ),
    "Sessions": Difference(
        "A cache may keep any answer, because all readers get the same.",
        (statuses("pages/{v.password.pk}/", 200, 404, prepare=_give_the_word),),
    ),
    "More fields": Difference(
        "A frontend gets a whole page, its path and its language at once.",
        (
            Example(
                ("pages/{v.posts[0].pk}/",),
                lambda answer: "html_path" not in answer.body["meta"],
                lambda answer: "html_path" in answer.body["meta"],
            ),
            Example(
                ("pages/",),
                lambda answer: "html_path" not in answer.body["items"][0]["meta"],
                lambda answer: "html_path" in answer.body["items"][0]["meta"],
            ),
            Example(
                ("images/",),
                lambda answer: "width" not in answer.body["items"][0],
                lambda answer: "width" in answer.body["items"][0],
            ),
        ),
    ),
    "Images": Difference(
        "An image can be shown without another request.",
        (
            Example(
                ("pages/{v.posts[0].pk}/?fields=_,feature_image",),
                lambda answer: "srcset" not in answer.body["feature_image"],
                lambda answer: "srcset" in answer.body["feature_image"],
            ),
            Example(
                ("pages/{v.posts[0].pk}/?fields=_,feature_image(*)",),
                lambda answer: "tags" in answer.body["feature_image"]["meta"],
                lambda answer: "tags" not in answer.body["feature_image"]["meta"],
            ),
        ),
    ),
    "Rich text": Difference(
        "Display HTML needs no knowledge of how Wagtail stores links and images.",
        (
            Example(
                ("pages/{v.posts[0].pk}/?fields=_,intro",),
                lambda answer: 'linktype="page"' in answer.body["intro"],
                lambda answer: 'href="/news/"' in answer.body["intro"],
            ),
        ),
    ),
    "Sub-fields": Difference(
        "Any object can be cut to what is needed, and the cost of a request has a limit.",
        (
            statuses("pages/{v.news.pk}/?fields=_,parent(_,title)", 400, 200),
            Example(
                ("pages/{v.alias.pk}/?fields=_,alias_of(_,title)",),
                lambda answer: "id" in answer.body["meta"]["alias_of"],
                lambda answer: answer.body["meta"]["alias_of"] == {"title": "Post 0"},
            ),
        ),
    ),
    "Filters and order": Difference(
        "A filter tells, by what it keeps, what a column holds.",
        (
            statuses("pages/?alias_of={v.restricted_post.pk}", 200, 400),
            statuses("pages/?order=alias_of", 200, 400),
            statuses("pages/?order=locale", 200, 400),
            statuses("pages/?type=pages.GuestBlogPost&order=tags", 200, 400),
            statuses("pages/?type=pages.GuestBlogPost&word_count=0", 200, 400),
            statuses("images/?order=tags", 200, 400),
        ),
        lambda parameter, text, code: (
            (parameter == "alias_of" and code == "unknown_parameter")
            or (parameter == "order" and code == "unknown_order" and text.lstrip("-") in WITHHELD)
        ),
    ),
    "More filters": Difference(
        "One request instead of several.",
        (
            statuses("pages/?id={v.news.pk},{v.deeper.pk}", 400, 200),
            statuses("pages/?child_of={v.news.pk}&descendant_of=root", 400, 200),
            statuses("pages/?slug__in=news,deeper", 400, 200),
            statuses("pages/?last_published_at__gt=2020-01-01", 400, 200),
        ),
    ),
    "Details": Difference(
        "A misspelled name is noticed, and a detail is not a filter.",
        (
            statuses("pages/{v.news.pk}/?feilds=title", 200, 400),
            statuses("pages/{v.news.pk}/?title=News", 200, 400),
            statuses("pages/{v.news.pk}/?title=Other", 404, 400),
        ),
    ),
    "Empty values": Difference(
        "An empty value is a variable that was not set, and “everything” is not what was meant.",
        (
            statuses("pages/?type=", 200, 400),
            statuses("pages/?site=", 200, 400),
            statuses("images/?tags=hope,", 200, 400),
        ),
        lambda parameter, text, code: parameter in ("type", "site") and text == "",
    ),
    "Repeated parameters": Difference(
        "Of two values one would be ignored.",
        (statuses("pages/?limit=1&limit=2", 200, 400),),
        lambda parameter, text, code: code == "repeated",
    ),
    "Numbers": Difference(
        "One way to write a number means one address for a cache.",
        (
            statuses("pages/?limit=1_0", 200, 400),
            statuses("pages/?limit=%203", 200, 400),
            statuses("pages/?limit=%D9%A3", 200, 400),
        ),
        lambda parameter, text, code: (
            code == "out_of_range" and _is_number(text) and not re.fullmatch(r"-?[0-9]+", text)
        ),
    ),
    "Bounds": Difference(
        "No single request may be expensive; a cursor goes as far as the list does.",
        (
            statuses("pages/?offset=10001", 200, 400),
            statuses("pages/?_=" + "a" * 4096, 200, 414),
            statuses("pages/?title=" + "a" * 256, 200, 400),
        ),
        lambda parameter, text, code: (
            code == "out_of_range"
            and parameter in BOUNDS
            and re.fullmatch(r"[0-9]+", text) is not None
            and int(text) > BOUNDS[parameter]
        ),
    ),
    "Statuses": Difference(
        "404 means that the address leads nowhere; a parameter that is wrong is 400, and never a server error.",
        (
            statuses("pages/?locale=de", 404, 400),
            statuses("pages/?site=nowhere.example.org", 404, 400),
            statuses("pages/?first_published_at=yesterday", 500, 400),
        ),
    ),
    "Search": Difference(
        "The same on every database, and no search can be slow.",
        (
            statuses("pages/?type=pages.GuestBlogPost&tags=hope&search=post", 400, 200),
            Example(
                ("pages/?search=post",),
                lambda answer: "search" not in answer.body["items"][0]["meta"],
                lambda answer: "search" in answer.body["items"][0]["meta"],
            ),
        ),
    ),
    "Errors": Difference(
        "Programs can tell what is wrong with which parameter; message is still there.",
        (
            Example(
                ("pages/?limit=x",),
                lambda answer: set(answer.body) == {"message"},
                lambda answer: {"message", "errors"} < set(answer.body) and "problem+json" in answer.content_type,
            ),
            Example(
                ("pages/?first_published_at=yesterday",),
                lambda answer: answer.content_type.startswith("text/html"),
                lambda answer: answer.content_type == "application/problem+json",
            ),
        ),
    ),
    "Browsable API": Difference(
        "The API has one format, so answers do not depend on Accept.",
        (
            Example(
                ("pages/",),
                lambda answer: answer.content_type.startswith("text/html"),
                lambda answer: answer.status == 406 and "json" in answer.content_type,
                headers={"accept": "text/html"},
            ),
        ),
    ),
}
