"""Rich text in each of its formats: what is public is linked and shown, and nothing else is revealed."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from api.loading.linked import PageCard
from api.loading.related_objects import RelatedObjects
from api.rich_text.cleaning import RICH_TEXT_FORMATS
from pages.models import EventSpeaker, HomePage, PostAuthor, SectionPage
from pages.visibility.visibility import Visibility
from tests.api.conftest import Get
from tests.api.everything import block
from tests.content import (
    add,
    home,
    make_about,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    open_preview,
)
from tests.published import add_published
from tests.slices import how_many

CANARY = "CANARY"


class Targets:
    """What texts link to and show: ``hidden`` are the pages that nobody may learn of."""

    def __init__(self) -> None:
        self.page = make_section(title="Public & open", slug="open")
        restricted = make_section(title=f"{CANARY} restricted", slug="canary-restricted")
        PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
        draft = add(home(), SectionPage(title=f"{CANARY} draft", slug="canary-draft"))
        other = add_published(home().get_parent(), HomePage(title=f"{CANARY} site", slug="canary-site"))
        Site.objects.create(hostname="other.example.org", root_page=other)
        gone = make_section(title=f"{CANARY} deleted", slug="canary-deleted")
        self.hidden = [restricted.pk, draft.pk, other.pk, gone.pk]
        gone.delete()
        secret = Collection.get_first_root_node().add_child(name="Secret")
        CollectionViewRestriction.objects.create(collection=secret, restriction_type=CollectionViewRestriction.LOGIN)
        self.document = make_document("Report")
        self.secret_document = make_document(f"{CANARY} paper", collection=secret)
        self.image = make_image("Bridge")
        self.secret_image = make_image(f"{CANARY} image", collection=secret)

    def everything_hidden(self) -> str:
        """A text that names everything that is not public, in every way to write it."""
        links = "".join(
            f'<a linktype="page" id="{key}">x</a><A ID=\'{key}\' LINKTYPE=page>x</A>' for key in self.hidden
        )
        document, image = self.secret_document.pk, self.secret_image.pk
        return (
            f'<p>{links}<a linktype="document" id="{document}">x</a></p>'
            f'<embed embedtype="image" id="{image}" alt="{CANARY}" format="left"/>'
            f'<h2 id="{CANARY}" class="{CANARY}">x</h2><!-- {CANARY} -->'
        )


@pytest.fixture(scope="module")
def targets(django_db_setup: None, django_db_blocker: Any) -> Iterator[Targets]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Targets()
        transaction.set_rollback(True)


def written(text: str, rich_text_format: str, anchors: set[str] | None = None) -> str:
    site = Site.objects.get(is_default_site=True)
    related = RelatedObjects(Visibility(site=site), rich_text_format=rich_text_format)
    related.want_rich_text(text)
    related.load()
    return related.rich_text(text, anchors)


def every_format(text: str) -> list[str]:
    return [written(text, rich_text_format) for rich_text_format in RICH_TEXT_FORMATS]


def link(kind: str, key: Any, text: str = "x") -> str:
    return f'<p><a linktype="{kind}" id="{key}">{text}</a></p>'


@pytest.mark.slow
def test_a_public_page_is_linked(targets: Targets) -> None:
    key = targets.page.pk
    assert every_format(link("page", key, "To <b>it</b>")) == [
        f'<p><a href="/open/" data-page-id="{key}">To <b>it</b></a></p>',
        "[To **it**](/open/)\n\n",
        f'<p><a linktype="page" id="{key}">To <b>it</b></a></p>',
        f"[To **it**](wagtail://page?id={key})\n\n",
    ]


def test_a_public_document_is_linked(targets: Targets) -> None:
    key, name = targets.document.pk, targets.document.filename
    url = f"http://localhost:8000/documents/{key}/{name}"
    html, markdown, db_html, db_markdown = every_format(link("document", key))
    url = re.search(r'href="(http[^"]+)"', html)[1]  # type: ignore[index]
    assert url.endswith(f"/documents/{key}/{name}")
    assert html == f'<p><a href="{url}">x</a></p>'
    assert markdown == f"[x]({url})\n\n"
    assert db_html == f'<p><a linktype="document" id="{key}">x</a></p>'
    assert db_markdown == f"[x](wagtail://document?id={key})\n\n"


@pytest.mark.parametrize("number", range(5), ids=["restricted", "draft", "other site", "deleted", "document"])
def test_what_is_not_public_leaves_its_text_alone(number: int, targets: Targets) -> None:
    text = link("document", targets.secret_document.pk) if number == 4 else link("page", targets.hidden[number])
    assert every_format(text) == ["<p><a>x</a></p>", "x\n\n", "<p><a>x</a></p>", "x\n\n"]


@pytest.mark.parametrize(
    "address", ["https://example.org/?a=1&amp;b=2", "mailto:a@example.org", "tel:+12025550100", "#x"]
)
def test_addresses_are_kept(address: str) -> None:
    text = f'<p><a href="{address}">x</a></p>'
    markdown = f"[x]({address.replace('&amp;', '&')})\n\n"
    assert every_format(text) == [text, markdown, text, markdown]


@pytest.mark.parametrize(
    "attributes",
    [
        'href="javascript:alert(1)"',
        'href="java&#10;script:alert(1)"',
        'href="data:text/html,x"',
        'href="wagtail://page?id=1"',
        'linktype="unknown" id="1"',
        'linktype="page" id="1x"',
        'linktype="page" id="-1"',
        'linktype="page" id="٣"',
        f'linktype="page" id="{10**30}"',
        'linktype="page"',
        'linktype="page" href="https://example.org/"',
        'onclick="alert(1)"',
    ],
)
def test_no_other_link_leads_anywhere(attributes: str) -> None:
    text = f"<p><a {attributes}>x</a></p>"
    assert every_format(text) == ["<p><a>x</a></p>", "x\n\n", "<p><a>x</a></p>", "x\n\n"]


def test_a_link_of_a_kind_that_carries_its_address_is_kept() -> None:
    text = '<p><a linktype="external" href="https://example.org/">x</a></p>'
    assert written(text, "html") == written(text, "db_html") == '<p><a href="https://example.org/">x</a></p>'


def test_pictures_are_shown(targets: Targets) -> None:
    key = targets.image.pk
    text = f'<embed alt="A &quot;bridge&quot;" embedtype="image" format="left" id="{key}"/>'
    html, markdown, db_html, db_markdown = every_format(text)
    src = re.search(r' src="([^"]+)"', html)[1]  # type: ignore[index]
    assert re.fullmatch(
        r'<img src="[^"]+" srcset="[^"]+ \d+w" width="400" height="300" alt="A &quot;bridge&quot;">', html
    )
    assert f"/images/{key}/" in src
    assert markdown == f'![A "bridge"]({src})\n\n'
    assert db_html == text
    assert db_markdown == f'![A "bridge"](wagtail://image?id={key}&format=left)\n\n'
    # A picture without an alternative text of its own there has the library's.
    assert 'alt="What Bridge shows"' in written(f'<embed embedtype="image" id="{key}"/>', "html")


def test_pictures_that_are_not_public_are_left_out(targets: Targets) -> None:
    text = f'<p>x</p><embed alt="{CANARY}" embedtype="image" format="left" id="{targets.secret_image.pk}"/>'
    assert every_format(text) == ["<p>x</p>", "x\n\n", "<p>x</p>", "x\n\n"]


def test_recordings_become_links() -> None:
    embed = '<embed embedtype="media" url="https://video.example.org/?v=1&amp;t=2"/>'
    anchor = '<a href="https://video.example.org/?v=1&amp;t=2">https://video.example.org/?v=1&amp;t=2</a>'
    assert every_format(f"<p>x</p>{embed}") == [
        f"<p>x</p><p>{anchor}</p>",
        "x\n\n[https://video.example.org/?v=1&t=2](https://video.example.org/?v=1&t=2)\n\n",
        f"<p>x</p>{embed}",
        "x\n\n![https://video.example.org/?v=1&t=2]"
        "(wagtail://media?url=https%3A%2F%2Fvideo.example.org%2F%3Fv%3D1%26t%3D2)\n\n",
    ]
    assert written(f"<ul><li>x {embed}</li></ul><p>y {embed}</p>", "html") == (
        f"<ul><li>x <p>{anchor}</p></li></ul><p>y {anchor}</p>"
    )
    assert every_format('<embed embedtype="media" url="javascript:alert(1)"/><embed embedtype="x" id="1"/>') == [""] * 4


def test_the_stored_form_is_what_is_stored(targets: Targets) -> None:
    text = (
        '<p data-block-key="a1">Fish &amp; <b>chips <i>é 😀</i></b> &lt;b&gt;<br/>x<sup>2</sup></p><hr/>'
        f'<ul><li data-block-key="b2"><a linktype="page" id="{targets.page.pk}">x</a></li></ul><h2>T</h2>'
    )
    assert written(text, "db_html") == text
    assert "data-block-key" not in written(text, "html")
    assert "<b>chips <i>é 😀</i></b> &lt;b&gt;<br>x<sup>2</sup></p><hr>" in written(text, "html")


@pytest.mark.parametrize("rich_text_format", RICH_TEXT_FORMATS)
def test_thirty_links_cost_what_one_costs(rich_text_format: str, targets: Targets) -> None:
    def text(count: int) -> str:
        links = (link(kind, key) for kind in ("page", "document") for key in range(1, count + 1))
        return "".join(links) + f'<embed embedtype="image" id="{targets.image.pk}"/>' * count

    costs = []
    for count in (1, 30):
        with CaptureQueriesContext(connection) as captured:
            written(text(count), rich_text_format)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_headings_have_anchors_and_stand_in_the_table_of_contents(get: Get) -> None:
    callout = {"tone": "info", "title": "", "text": "<h4>The <i>facts</i></h4>"}
    body = [
        block(1, "heading", {"text": "The facts", "level": "2"}),
        block(2, "paragraph", '<h2 id="mine">Why</h2><p>x</p><h3>The facts</h3><h2></h2><h1>No</h1>'),
        block(3, "callout", callout),
        block(4, "heading", {"text": "Why", "level": "3"}),
    ]
    post = make_post(intro="<h2>Why</h2><p>It began.</p>", body=body)
    answer = get(f"posts/{post.pk}/")
    assert answer["intro"] == '<h2 id="why">Why</h2><p>It began.</p>'
    paragraph = '<h2 id="why-2">Why</h2><p>x</p><h3 id="the-facts-2">The facts</h3><h2></h2><h1>No</h1>'
    assert answer["body"][1]["value"] == paragraph
    assert answer["body"][2]["value"]["text"] == '<h4 id="the-facts-3">The <i>facts</i></h4>'
    anchors = ["why", "the-facts", "why-2", "the-facts-2", "the-facts-3", "why-3"]
    assert [entry["anchor"] for entry in answer["toc"]] == anchors
    assert [entry["level"] for entry in answer["toc"]] == [2, 2, 2, 3, 4, 3]
    for rich_text_format in RICH_TEXT_FORMATS:
        other = get(f"posts/{post.pk}/", rich_text_format=rich_text_format, fields="_,toc,body")
        assert other["toc"] == answer["toc"]
        assert other["body"][3]["value"]["anchor"] == "why-3"


@pytest.mark.slow
def test_every_endpoint_gives_every_format_and_none_leaks(client: Client, get: Get, targets: Targets) -> None:
    shown = f"<p>a <b>bold</b> word</p>{link('page', targets.page.pk)}"
    text = shown + targets.everything_hidden()
    organization = make_organization(description=text)
    person = make_person(bio=text)
    make_about(organization=organization, mission=text, boilerplate=text)
    body = [block(1, "paragraph", text), block(2, "callout", {"tone": "info", "title": "", "text": text})]
    post = make_post(intro=text, body=body, authors=[PostAuthor(person=person)])
    event = make_event(intro=text, body=body, speakers=[EventSpeaker(name="Sam", bio=text)])
    paths = {
        f"posts/{post.pk}/": ("intro",),
        f"events/{event.pk}/": ("speakers", 0, "bio"),
        f"pages/{post.pk}/": ("body", 0, "value"),
        "pages/find/?html_path=/a-post/": ("body", 1, "value", "text"),
        f"preview/?content_type=pages.guestblogpost&token={open_preview(post)}": ("intro",),
        "posts/?fields=*": ("items", 0, "body", 0, "value"),
        "events/?fields=*": ("items", 0, "about", "boilerplate"),
        "pages/?fields=*&type=pages.GuestBlogPost": ("items", 0, "intro"),
        "organization/": ("mission",),
        f"people/{person.slug}/": ("bio",),
        "people/?fields=*": ("items", 0, "bio"),
        f"organizations/{organization.slug}/": ("description",),
        "organizations/?fields=*": ("items", 0, "description"),
    }
    hidden = "|".join(str(key) for key in [*targets.hidden, targets.secret_document.pk])
    betrayed = re.compile(
        rf'id=\\"(?:{hidden})\\"|(?:page|document)\?id=(?:{hidden})\b|id=\\"{targets.secret_image.pk}\\" '
    )
    for path, keys in paths.items():
        for rich_text_format in RICH_TEXT_FORMATS:
            separator = "&" if "?" in path else "?"
            response = client.get(f"/api/v2/{path}{separator}rich_text_format={rich_text_format}")
            assert response.status_code == 200, response.content
            content = response.content.decode()
            assert CANARY.lower() not in content.lower(), (path, rich_text_format)
            assert not betrayed.search(content), (path, rich_text_format)
            value = response.json()
            for key in keys:
                value = value[key]
            assert value.startswith(written(shown, rich_text_format)), (path, rich_text_format)
    get("people/", expected=400, rich_text_format="text")


class Balance(HTMLParser):
    """Notes what is open, and fails on an end tag that does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert not any(name in ("linktype", "embedtype", "url") or name.startswith("on") for name, _ in attrs)
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<ul>",
            "</ul>",
            "<li>",
            "</li>",
            "<h2>",
            "</h2>",
            "<h3>",
            "</h3>",
        ),
        *(
            '<a linktype="page" id="1">',
            '<a linktype="page" id="2">',
            "<a href='https://x.org/'>",
            "</a>",
            "<br/>",
            "<hr>",
        ),
        *(
            '<embed embedtype="media" url="https://x.org/"/>',
            "<embed embedtype=image id=2>",
            "<table><tr><td>",
            "</table>",
        ),
        *(
            "<blockquote>",
            "</blockquote>",
            "<code>",
            "</code>",
            "<script>",
            "<",
            ">",
            '"',
            "&",
            "&amp;",
            "<!--",
            "-->",
            "<a b=",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)
PUBLIC = PageCard(1, "", "", "", None, "", "/one/", "", "", "", None, None, None, None, "", False)


@settings(max_examples=how_many(60, 300))
@given(TEXTS)
def test_whatever_is_stored_is_served_balanced(text: str) -> None:
    for rich_text_format in RICH_TEXT_FORMATS:
        related = RelatedObjects(Visibility(), rich_text_format=rich_text_format)
        related.want_rich_text(text)
        related.pages = {1: PUBLIC}
        answer = related.rich_text(text, set())
        assert "\0" not in answer
        # A heading that says “2” has an anchor of that name.
        assert not re.search(r'<(?!h\d )[^>]*id="2"|page\?id=2', answer)
        if rich_text_format == "html":
            balance = Balance()
            balance.feed(answer)
            balance.close()
            assert balance.open == []


def test_scripts_and_handlers_are_left_out() -> None:
    text = (
        '<p onclick="alert(1)" style="color: red">a<script>alert(1)</script><style>p {}</style><iframe>b</iframe></p>'
    )
    assert all(re.search("alert|style|iframe", answer) is None for answer in every_format(text))


def test_absurd_nesting_is_survived() -> None:
    text = "<blockquote>" * 500 + "<b>x</b>"
    assert all("x" in answer for answer in every_format(text))
