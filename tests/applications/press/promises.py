"""What holds of types that are made from a registered one, whether or not they are registered themselves.

Run by ``tests/test_page_type_families.py`` with this application installed.
"""

import datetime
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction

from api.models import Change
from pages.models import User
from tests.applications.press.models import Advisory, FlashAdvisory, PressContact, QuietRelease
from tests.changes import append_changes
from tests.content import add, home, make_person, make_section, make_topic, open_preview, publish
from tests.published import add_published

pytestmark = pytest.mark.django_db

IS_REGISTERED = "Advisory" in os.environ.get("PRESS_TYPES", "")
#: What pages of each type are called by the API.
SERVED_AS = "press.Advisory" if IS_REGISTERED else "press.PressRelease"
DAY = datetime.date(2030, 5, 1)
MODELS: list[Any] = [Advisory, FlashAdvisory]


@pytest.fixture(params=MODELS, ids=lambda model: model.__name__)
def page(request: pytest.FixtureRequest) -> Any:
    """A public page of a type that is made from a registered one."""
    model = request.param
    ada = make_person("Ada Writer")
    draft = add(home(), model(title="We warn", issued_on=DAY, intro="<p>Loudly.</p>", urgency="now"))
    draft.contacts.set([PressContact(person=ada)])
    draft.topics.set([make_topic("Safe work")])
    draft.tags.add("heat")
    draft.save()
    made = publish(draft)
    append_changes()
    return made


@pytest.fixture
def storing() -> Iterator[Client]:
    with override_settings(STORED_RESPONSES=True):
        yield Client()


def tell(storing: Client, path: str) -> tuple[int, Any]:
    """Ask twice, so that the second response is the stored one where it may be stored."""
    storing.get(f"/api/v2/{path}")
    response = storing.get(f"/api/v2/{path}")
    return response.status_code, response.json()


def titles(storing: Client, path: str) -> list[str]:
    return [item["title"] for item in tell(storing, path)[1]["items"]]


LISTS = ["press-releases/", "pages/?type=press.PressRelease", *(["advisories/"] if IS_REGISTERED else [])]


def test_it_is_served_as_its_nearest_registered_type(client: Client, page: Any) -> None:
    for path in (f"pages/{page.pk}/", f"press-releases/{page.pk}/", "pages/find/?html_path=/we-warn/"):
        found = client.get(f"/api/v2/{path}").json()
        assert (found["title"], found["meta"]["type"], found["issued_on"]) == ("We warn", SERVED_AS, "2030-05-01"), path
        assert [row["name"] for row in found["contacts"]] == ["Ada Writer"]
    whole = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert ("urgency" in whole) == IS_REGISTERED
    assert whole["summary"] == "Loudly."
    mixed = client.get("/api/v2/pages/?fields=listing&search=loudly").json()["items"]
    assert [(item["meta"]["type"], item["listing"]["date"]) for item in mixed] == [(SERVED_AS, "2030-05-01")]
    assert "/we-warn/" in [item["html_path"] for item in client.get("/api/v2/urls/").json()["items"]]
    assert "/we-warn/" in client.get("/sitemap.xml").content.decode()
    assert client.get("/llms.txt").content.decode().count("/we-warn.md)") == 1
    assert client.get("/api/v2/markdown/?path=/we-warn.md").content.startswith(b"# We warn\n")
    assert b"We warn" in client.get("/feeds/press-releases.rss").content


@pytest.mark.parametrize("path", LISTS)
def test_lists_of_every_registered_type_it_is_of_follow_it(path: str, storing: Client, page: Any) -> None:
    assert titles(storing, path) == ["We warn"]
    other = add_published(home(), type(page)(title="Another", issued_on=DAY + datetime.timedelta(1)))
    append_changes()
    assert sorted(titles(storing, path)) == ["Another", "We warn"]
    other.title = "Corrected"
    publish(other)
    append_changes()
    assert sorted(titles(storing, path)) == ["Corrected", "We warn"]
    other.unpublish()
    append_changes()
    assert titles(storing, path) == ["We warn"]


def restricted(page: Any) -> None:
    PageViewRestriction.objects.create(
        page=page.page_ptr if hasattr(page, "page_ptr") else page, restriction_type="login"
    )


TAKEN_DOWN: dict[str, Any] = {
    "unpublished": lambda page: page.unpublish(),
    "unpublished as a plain page": lambda page: Page.objects.get(pk=page.pk).unpublish(),
    "deleted": lambda page: page.delete(),
    "deleted as a plain page": lambda page: Page.objects.get(pk=page.pk).delete(),
    "restricted": restricted,
    "expired": lambda page: type(page).objects.get(pk=page.pk).unpublish(set_expired=True),
}


@pytest.mark.parametrize("how", TAKEN_DOWN)
def test_what_is_taken_down_is_gone_everywhere(how: str, storing: Client, page: Any) -> None:
    paths = [f"pages/{page.pk}/", f"press-releases/{page.pk}/", "pages/find/?html_path=/we-warn/"]
    for path in paths:
        assert tell(storing, path)[0] == 200, path
    assert tell(storing, "tags/")[1]["items"][0]["counts"]["press_releases"] == 1
    assert len(tell(storing, "people/ada-writer/")[1]["press_releases"]) == 1
    TAKEN_DOWN[how](page)
    append_changes()
    for path in paths:
        assert tell(storing, path)[0] == 404, path
    for path in LISTS:
        assert titles(storing, path) == [], path
    assert tell(storing, "tags/")[1]["items"] == []
    assert tell(storing, "topics/")[1]["items"][0]["counts"]["press_releases"] == 0
    assert tell(storing, "people/ada-writer/")[1]["press_releases"] == []
    assert Change.objects.filter(kind="page", object_id=page.pk).latest("sequence").action in ("unpublished", "deleted")


def test_the_log_knows_what_becomes_of_it(client: Client, page: Any) -> None:
    published = Change.objects.filter(kind="page", object_id=page.pk).latest("sequence")
    assert (published.action, published.type, published.html_path) == ("published", SERVED_AS, "/we-warn/")
    assert {"list:press.PressRelease", "list:pages.Page"} <= set(published.tags)
    assert ("list:press.Advisory" in published.tags) == IS_REGISTERED
    section = make_section(title="News")
    page.move(section, pos="last-child")
    append_changes()
    moved = Change.objects.filter(kind="page", object_id=page.pk).latest("sequence")
    assert (moved.action, moved.old_html_path, moved.html_path) == ("moved", "/we-warn/", "/news/we-warn/")
    assert client.get("/api/v2/resolve/?path=/we-warn/").json()["location"] == "/news/we-warn/"


def test_people_topics_and_tags_know_it(client: Client, page: Any) -> None:
    (topic,) = client.get("/api/v2/topics/").json()["items"]
    (tag,) = client.get("/api/v2/tags/").json()["items"]
    assert topic["counts"] == {
        "posts": 0,
        "events": 0,
        "press_releases": 1,
        **({"advisories": 1} if IS_REGISTERED else {}),
    }
    assert (tag["name"], tag["counts"]) == ("heat", topic["counts"])
    person = client.get("/api/v2/people/ada-writer/").json()
    assert [link["title"] for link in person["press_releases"]] == ["We warn"]
    assert client.get("/api/v2/press-releases/?topic=safe-work&tags=heat").json()["meta"]["total_count"] == 1
    assert Tag.objects.count() == 1


def test_its_draft_is_previewed(client: Client, page: Any) -> None:
    page.title = "We warn again"
    token = open_preview(page)
    content_type = f"press.{type(page)._meta.model_name}"
    draft = client.get("/api/v2/preview/", {"content_type": content_type, "token": token}).json()
    assert (draft["title"], draft["meta"]["type"]) == ("We warn again", SERVED_AS)
    assert [row["name"] for row in draft["contacts"]] == ["Ada Writer"]
    site = client.get("/api/v2/press-releases/", HTTP_PREVIEW_TOKEN=token).json()
    assert [item["title"] for item in site["items"]] == ["We warn again"]


def test_a_proxy_is_the_type_whose_table_it_uses(client: Client) -> None:
    add_published(home(), QuietRelease(title="Quietly", issued_on=DAY, intro="<p>Hush.</p>"))
    append_changes()
    found = client.get("/api/v2/pages/find/?html_path=/quietly/").json()
    assert (found["meta"]["type"], found.get("intro", ""), found["summary"]) == (
        "press.PressRelease",
        "",
        "Hush.",
    )
    assert client.get("/api/v2/press-releases/?search=hush").json()["meta"]["total_count"] == 1
    assert Change.objects.latest("sequence").type == "press.PressRelease"


def test_a_search_rebuilt_finds_the_same(client: Client, page: Any) -> None:
    call_command("rebuild_search", verbosity=0)
    assert client.get("/api/v2/press-releases/?search=loudly").json()["meta"]["total_count"] == 1


def test_the_schema_says_which_types_a_list_can_hold(client: Client) -> None:
    schemas = client.get("/api/v2/schema/").json()["components"]["schemas"]
    kind = schemas["PressReleaseListItem"]["properties"]["meta"]["properties"]["type"]
    if "$ref" in kind:
        # A vocabulary of several words is a component.
        kind = schemas[kind["$ref"].rpartition("/")[2]]
    assert kind.get("enum", [kind.get("const")]) == [
        "press.PressRelease",
        *(["press.Advisory"] if IS_REGISTERED else []),
    ]
    assert "press_releases" in schemas["Person"]["properties"]
    assert "press_releases" in schemas["Counts"]["properties"]


def test_the_checks_pass() -> None:
    call_command("check")
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_admin_lists_it_with_date_participants_and_topics(client: Client, page: Any) -> None:
    client.force_login(User.objects.create_superuser("lister@example.org", "a-password-for-tests"))
    url = reverse("list_press_pressrelease:index")
    assert f'"{url}"' in client.get(reverse("wagtailadmin_home")).text
    matching: list[dict[str, Any]] = [{}, {"contacts": "ada"}, {"topics": page.topics.get().pk}, {"date_from": DAY}]
    for query in [*matching, {"q": "loudly"}]:
        (row,) = client.get(url, query).context["object_list"]
        assert (row.pk, row.listed_contacts, row.listed_topics) == (page.pk, "Ada Writer", "Safe work")
        assert "2030" in row.listed_date
    others: list[dict[str, Any]] = [{"contacts": "bo"}, {"date_to": DAY - datetime.timedelta(days=1)}, {"q": "softly"}]
    for query in others:
        assert not client.get(url, query).context["object_list"]
    for name in ("date", "contacts", "topics"):
        assert len(client.get(url, {"ordering": f"-{name}"}).context["object_list"]) == 1
