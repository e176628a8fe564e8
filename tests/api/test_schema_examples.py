"""The examples in the OpenAPI document are real responses with the demo content.

``UPDATE_SNAPSHOTS=1`` writes them again; then ``docs/openapi.yaml`` has to be written again too (``test_schema.py``).
"""

import datetime
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client, override_settings

from api.schema.examples import EXAMPLES_FILE, Example, examples, problem_example
from api.views.schema import openapi_document
from demo.seed import seed_demo
from pages.models import EventPage, GuestBlogPost, Image
from tests.api.normalizer import Normalizer
from tests.api.test_schema import validator
from tests.changes import append_changes, since
from tests.content import make_series, open_preview, publish

pytestmark = pytest.mark.slow
NOW = datetime.datetime(2027, 3, 2, 18, tzinfo=datetime.UTC)
#: What each path of the document is asked: ``{post}`` and the like are keys of the demo content.
ASKED = {
    "/api/v2/": "/api/v2/",
    "/api/v2/pages/": "/api/v2/pages/?type=pages.GuestBlogPost,pages.EventPage&fields=listing&limit=2",
    "/api/v2/pages/{id}/": "/api/v2/pages/{post}/?fields=_,id,type,html_path,title,listing",
    "/api/v2/pages/find/": "/api/v2/pages/find/?html_path=/about/&fields=_,id,type,html_path,title,name,tagline",
    "/api/v2/posts/": "/api/v2/posts/?limit=1",
    "/api/v2/posts/{id}/": "/api/v2/posts/{post}/",
    "/api/v2/posts/find/": "/api/v2/posts/find/?id={post}&fields=_,id,title,authors(name,role,byline)",
    "/api/v2/events/": "/api/v2/events/?phase=upcoming&limit=1",
    "/api/v2/events/{id}/": "/api/v2/events/{event}/",
    "/api/v2/events/find/": "/api/v2/events/find/?id={event}&fields=_,id,title,start,venue,rsvp",
    "/api/v2/organization/": "/api/v2/organization/?fields=_,id,title,name,tagline,mission,figures,contact_points",
    "/api/v2/people/": "/api/v2/people/?limit=1",
    "/api/v2/people/{slug}/": "/api/v2/people/delia-marsh/?fields=_,id,slug,name,job_title,bio,html_path,links",
    "/api/v2/series/": "/api/v2/series/?limit=1&fields=_,id,slug,title,next(_,title,number,starts_at),count",
    "/api/v2/series/{slug}/": "/api/v2/series/public-briefings/?fields=_,id,slug,title,count,dates(_,title,number)",
    "/api/v2/organizations/": "/api/v2/organizations/?limit=1",
    "/api/v2/organizations/{slug}/": "/api/v2/organizations/{organization}/?fields=_,id,slug,name,kind,description",
    "/api/v2/topics/": "/api/v2/topics/?limit=2",
    "/api/v2/tags/": "/api/v2/tags/?limit=2",
    "/api/v2/images/": "/api/v2/images/?limit=1&fields=_,id,title,alt,src",
    "/api/v2/images/{id}/": "/api/v2/images/{image}/?crops=square",
    "/api/v2/images/find/": "/api/v2/images/find/?id={image}&fields=_,id,title,alt,focal_point,placeholder(color)",
    "/api/v2/documents/": "/api/v2/documents/?limit=1",
    "/api/v2/documents/{id}/": "/api/v2/documents/{document}/",
    "/api/v2/documents/find/": "/api/v2/documents/find/?id={document}",
    "/api/v2/redirects/": "/api/v2/redirects/?limit=1",
    "/api/v2/redirects/{id}/": "/api/v2/redirects/{redirect}/",
    "/api/v2/redirects/find/": "/api/v2/redirects/find/?html_path=/old-briefing/",
    "/api/v2/resolve/": "/api/v2/resolve/?path=/old-briefing/?from=newsletter",
    "/api/v2/site/": "/api/v2/site/?fields=_,id,name,url,timezone,locales,navigation(header(label))",
    "/api/v2/urls/": "/api/v2/urls/?limit=2",
    "/api/v2/changes/": "/api/v2/changes/?since={since}&limit=2",
    "/api/v2/preview/": "/api/v2/preview/?content_type=pages.guestblogpost&token={token}&fields=_,id,type,title",
}
WITHOUT_EXAMPLE = {"/api/v2/schema/", "/api/v2/changes/stream/", "/api/v2/markdown/"}


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The demo content, made once; what the addresses name of it."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.documents.models import Document

    from pages.models import Organization

    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")), DEMO_LOGIN=False)
    with (
        media,
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel(NOW, tick=True),
    ):
        seed_demo()
        post = GuestBlogPost.objects.filter(feature_image__isnull=False).order_by("published_on").first()
        event = EventPage.objects.order_by("starts_at").first()
        assert post is not None and event is not None and post.feature_image_id is not None
        redirect = Redirect.add_redirect("/old-briefing/", event)
        event.series, event.series_number = make_series("Public briefings", summary="What the rules mean for you."), 3
        event = publish(event)
        before = append_changes()
        draft = GuestBlogPost.objects.get(pk=post.pk)
        draft.save_revision().publish()
        append_changes()
        draft.title = f"{draft.title} (new wording)"
        yield {
            "post": post.pk,
            "event": event.pk,
            "image": Image.objects.get(pk=post.feature_image_id).pk,
            "document": Document.objects.order_by("pk").values_list("pk", flat=True)[0],
            "redirect": redirect.pk,
            "organization": Organization.objects.order_by("name").values_list("slug", flat=True)[0],
            "since": since(before),
            "token": open_preview(draft),
        }
        transaction.set_rollback(True)


def real_examples(client: Client, keys: dict[str, Any]) -> dict[str, Example]:
    """Request every URL, and return the responses."""
    found = {}
    for path, asked in ASKED.items():
        response = client.get(asked.format(**keys))
        assert response.status_code == 200, (asked, response.content)
        # A token is a secret, and is not the same twice.
        found[path] = Example(asked.format(**{**keys, "token": "…"}), response.json())
    return found


def steady(found: dict[str, Example]) -> Any:
    """Return what stays the same of examples from run to run."""
    return {path: Normalizer()(example.response) for path, example in found.items()}


def test_the_examples_are_real_responses(client: Client, keys: dict[str, Any]) -> None:
    real = real_examples(client, keys)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        stored = {path: {"request": example.request, "response": example.response} for path, example in real.items()}
        EXAMPLES_FILE.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n")
        examples.cache_clear()
    assert steady(examples()) == steady(real)


def test_every_operation_has_one() -> None:
    assert set(openapi_document()["paths"]) - WITHOUT_EXAMPLE == set(ASKED) == set(examples())


@pytest.mark.parametrize("path", ASKED)
def test_an_example_is_what_the_document_says(path: str) -> None:
    document = openapi_document()
    (content,) = document["paths"][path]["get"]["responses"]["200"]["content"].values()
    assert content["examples"]["demo"]["value"] == examples()[path].response
    # Fields that were not requested are absent; those that are present must be valid all the same.
    described = without_required(document) if "fields=" in examples()[path].request else document
    assert [error.message for error in validator(described, path).iter_errors(examples()[path].response)] == []


def without_required(schema: Any) -> Any:
    """Return a schema in which no name has to be there."""
    if isinstance(schema, dict):
        return {name: without_required(inner) for name, inner in schema.items() if name != "required"}
    return [without_required(inner) for inner in schema] if isinstance(schema, list) else schema


def test_the_example_of_a_problem_is_real(client: Client) -> None:
    real = client.get("/api/v2/posts/?limt=3").json()
    assert {**real, "request_id": ""} == {**problem_example(), "request_id": ""}
