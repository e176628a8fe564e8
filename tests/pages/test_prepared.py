"""Objects created for reading without ``__init__`` equal those that Django creates."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model, Value
from django.db.models.functions import JSONObject
from wagtail.documents.models import Document
from wagtail.models import Site

from pages.database.prepared import column_names, instance, json_columns, object_from_json, read_objects
from pages.models import EventPage, GuestBlogPost, Image, Organization, OrganizationAbout, Person
from tests.content import (
    block,
    make_about,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
)

pytestmark = pytest.mark.django_db

#: Attributes that only matter when saving.
BOOKKEEPING = {"_state", "_described_file"}


@pytest.fixture
def everything(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    make_post(body=[block("paragraph", "<p>Hello.</p>")], feature_image=make_image())
    make_event(venue_country="CA")
    make_about()
    make_person(organization=make_organization(), bio="<p>Writes.</p>")
    make_document()


def attributes(found: Model) -> dict[str, Any]:
    return {
        name: list(value.raw_data) if hasattr(value := getattr(found, name), "raw_data") else repr(value)
        for name in vars(found)
        if name not in BOOKKEEPING
    }


@pytest.mark.slow
@pytest.mark.parametrize("model", [GuestBlogPost, EventPage, OrganizationAbout, Person, Organization, Image, Document])
def test_an_object_is_that_of_the_orm(everything, model):
    expected = model.objects.get()
    row = model.objects.values_list(*column_names(model)).get()
    found = instance(model, column_names(model), row)
    assert found == expected
    assert attributes(found) == attributes(expected)
    assert not found._state.adding


@pytest.mark.slow
def test_a_percent_sign_stays_one(everything: None) -> None:
    wrapper: Any = connection
    with wrapper.prepared_cursor() as cursor:
        for _ in range(2):
            cursor.execute("SELECT slug FROM pages_organization WHERE live = %s AND slug LIKE '%%'", [True])
            assert len(cursor.fetchall()) == 1


@pytest.mark.slow
def test_an_object_can_be_saved_like_any_other(everything):
    row = Person.objects.values().get()
    person = instance(Person, list(row), list(row.values()))
    person.job_title = "Editor"
    person.save()
    assert Person.objects.get().job_title == "Editor"


def test_what_was_left_out_is_loaded_when_asked_for(everything, django_assert_num_queries):
    row = GuestBlogPost.objects.values(*column_names(GuestBlogPost, without=("body",))).get()
    post = instance(GuestBlogPost, list(row), list(row.values()))
    with django_assert_num_queries(1):
        assert len(post.body) == 1


@pytest.mark.slow
def test_an_object_from_json_is_that_of_the_orm(everything):
    for model in (Person, Organization, Site):
        columns = model._default_manager.values_list(JSONObject(**json_columns(model)), flat=True).get()
        found, expected = object_from_json(model, columns), model._default_manager.get()
        assert attributes(found) == attributes(expected)


@pytest.mark.slow
def test_a_queryset_gives_the_same_objects(everything, django_assert_num_queries):
    found = read_objects(EventPage.objects.defer("body"))
    assert found == list(EventPage.objects.all())
    assert "body" in found[0].get_deferred_fields()
    with django_assert_num_queries(1):
        assert len(found[0].body) == 0
    assert read_objects(EventPage.objects.none()) == []
    assert read_objects(EventPage.objects.annotate(rank=Value(3)))[0].rank == 3
    related = read_objects(Person.objects.select_related("organization"))
    with django_assert_num_queries(0):
        assert related[0].organization.name == "Example Union"
