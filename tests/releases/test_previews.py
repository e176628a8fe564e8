"""The whole site as it will be with a release: exactly its members, and no other drafts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.models import User
from releases.publishing.scheduling import schedule_release
from tests.content import make_section, open_preview
from tests.releases.conftest import Campaign

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def titles(client: Client) -> Callable[..., set[str]]:
    """Return a function that returns the titles of all pages in a preview."""

    def fetch(token: str, **query: Any) -> set[str]:
        response = client.get("/api/v2/pages/", {"limit": 50, **query}, headers={"Preview-Token": token})
        assert response.status_code == 200, response.content
        return {item["title"] for item in response.json()["items"]}

    return fetch


def open_release(client: Client, campaign: Campaign, user: User) -> str:
    client.force_login(user)
    response = client.get(reverse("releases_preview", args=[campaign.release.pk]))
    assert response.status_code == 302
    return str(response["Location"].partition("token=")[2].partition("&")[0])


def test_the_site_is_as_it_will_be(
    client: Client, campaign: Campaign, editor: User, titles: Callable[..., set[str]]
) -> None:
    other = make_section(title="Elsewhere")
    other.title = "A draft of something else"
    other.save_revision(user=editor)
    shown = titles(open_release(client, campaign, editor))
    assert {"Campaign", "It begins", "As it will be", "Elsewhere"} <= shown
    assert not {"Old campaign", "As it was", "A draft of something else"} & shown
    people = client.get("/api/v2/people/", headers={"Preview-Token": open_release(client, campaign, editor)}).json()
    assert [person["name"] for person in people["items"]] == ["Ada Writer"]
    # Nothing of it is in the database.
    assert "Old campaign" in {item["title"] for item in client.get("/api/v2/pages/").json()["items"]}


def test_a_preview_of_a_page_still_shows_all_drafts(
    client: Client, campaign: Campaign, editor: User, titles: Callable[..., set[str]]
) -> None:
    open_release(client, campaign, editor)
    shown = titles(open_preview(campaign.public.get_latest_revision_as_object(), editor))
    assert {"Campaign", "It begins", "As it will be", "Old campaign"} <= shown


def test_what_a_scheduled_release_pinned_is_shown(
    client: Client, campaign: Campaign, editor: User, moderator: User, titles: Callable[..., set[str]]
) -> None:
    schedule_release(campaign.release, moderator, timezone.now() + DAY)
    draft = campaign.public.get_latest_revision_as_object()
    draft.title = "Typed since"
    draft.save_revision()
    assert "As it will be" in titles(open_release(client, campaign, editor))


def test_an_instant_has_the_releases_until_then(
    client: Client, campaign: Campaign, editor: User, moderator: User, titles: Callable[..., set[str]]
) -> None:
    at = timezone.now() + 2 * DAY
    schedule_release(campaign.release, moderator, at)
    token = open_preview(make_section(title="Elsewhere"), editor)
    before = titles(token, as_of=(at - DAY).isoformat())
    after = titles(token, as_of=(at + DAY).isoformat())
    assert {"As it was", "Old campaign"} <= before and "Campaign" not in before
    assert {"As it will be", "Campaign"} <= after and "Old campaign" not in after


def test_without_a_page_it_begins_at_the_home_page(
    client: Client, campaign: Campaign, moderator: User, titles: Callable[..., set[str]]
) -> None:
    campaign.release.members.exclude(pk=campaign.member(campaign.old).pk).delete()
    shown = titles(open_release(client, campaign, moderator))
    assert "Old campaign" not in shown and "As it was" in shown
