"""People and organizations go through the same approval as pages; unpublishing them names the pages that change."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Workflow, WorkflowContentType

from pages.models import EventSpeaker, GuestBlogPost, Organization, Person, PostAuthor
from pages.records.permissions import permit_added_records
from tests.content import make_event, make_organization, make_person, make_post

pytestmark = pytest.mark.django_db


def url(view, *arguments, model="person"):
    return reverse(f"wagtailsnippets_pages_{model}:{view}", args=arguments)


def person_data(name="Ada Writer", **fields):
    links = {f"links-{key}": value for key, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))}
    bio = '{"blocks": [], "entityMap": {}}'
    return {
        "name": name,
        "job_title": "",
        "organization": "",
        "photo": "",
        "bio": bio,
        "slug": "ada",
        **links,
        **fields,
    }


class TestApproval:
    @pytest.fixture
    def submitted(self, client, editor):
        client.force_login(editor)
        person = Person.objects.create(name="Ada", slug="ada", live=False)
        person.save_revision(user=editor)
        response = client.post(url("edit", person.pk), {**person_data(), "action-submit": "1"})
        assert response.status_code == 302
        return Person.objects.get(pk=person.pk)

    def test_an_editor_submits_and_a_moderator_finds_and_approves_it(self, client, submitted, moderator):
        assert submitted.workflow_in_progress
        assert not submitted.live
        client.force_login(moderator)
        dashboard = client.get(reverse("wagtailadmin_home")).text
        assert "Awaiting your review" in dashboard
        assert "Ada Writer" in dashboard
        assert "Ada Writer" in client.get(reverse("wagtailadmin_reports:workflow")).text
        state = submitted.current_workflow_task_state
        action = url("workflow_action", submitted.pk, "approve", state.pk)
        assert client.post(action).status_code == 302
        approved = Person.objects.get(pk=submitted.pk)
        assert (approved.live, approved.name, approved.workflow_in_progress) == (True, "Ada Writer", False)

    def test_an_editor_cannot_approve(self, client, submitted):
        state = submitted.current_workflow_task_state
        client.post(url("workflow_action", submitted.pk, "approve", state.pk))
        assert not Person.objects.get(pk=submitted.pk).live

    def test_an_editor_is_offered_to_submit_and_not_to_publish(self, client, editor):
        client.force_login(editor)
        person = make_person()
        text = client.get(url("edit", person.pk)).text
        assert "Submit to Moderators approval" in text
        assert 'name="action-publish"' not in text


def test_records_of_pages_awaiting_review_are_listed_for_moderators(client, editor, moderator, section):
    person = Person.objects.create(name="Ada Writer", live=False)
    post = section.add_child(instance=GuestBlogPost(title="A week", live=False))
    post.authors.add(PostAuthor(person=person))
    post.save()
    post.save_revision()
    heading = "To be published with pages awaiting your review"
    client.force_login(moderator)
    assert heading not in client.get("/admin/").text
    post.get_workflow().start(post, editor)
    text = client.get("/admin/").text
    assert heading in text
    assert url("edit", person.pk) in text
    client.force_login(editor)
    assert heading not in client.get("/admin/").text


class TestUnpublishing:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, moderator):
        client.force_login(moderator)

    def test_names_what_will_change(self, client):
        person = make_person()
        make_post(title="A week in the fields", authors=[PostAuthor(person=person)])
        make_event(title="Not confirmed", speakers=[EventSpeaker(person=person, confirmed=False)])
        draft = make_post(title="Only a draft", slug="draft", authors=[PostAuthor(person=person)])
        draft.unpublish()
        text = client.get(url("unpublish", person.pk)).text
        assert "“Ada Writer” disappears at once from:" in text
        assert "A week in the fields</a> (guest post)" in text
        assert "Not confirmed</a>" not in text
        assert "Only a draft</a>" not in text
        assert Person.objects.get(pk=person.pk).live

    def test_names_people_of_an_organization(self, client):
        organization = make_organization()
        make_person(organization=organization)
        text = client.get(url("unpublish", organization.pk, model="organization")).text
        assert "Ada Writer</a> (person)" in text

    def test_says_nothing_about_a_record_that_is_not_used(self, client):
        assert "disappears" not in client.get(url("unpublish", make_person().pk)).text


class TestMigration:
    @pytest.fixture
    def migration(self):
        return import_module("pages.migrations.0012_record_workflow")

    def test_assigns_the_workflow_of_the_pages_and_withdraws_it(self, migration):
        assert {Person.get_default_workflow(), Organization.get_default_workflow()} == {Workflow.objects.get()}
        migration.withdraw_workflow(apps, None)
        assert Person.get_default_workflow() is None
        migration.assign_workflow(apps, None)
        assert Person.get_default_workflow() == Workflow.objects.get()

    def test_keeps_what_somebody_chose(self, migration):
        other = Workflow.objects.create(name="Of people")
        WorkflowContentType.objects.filter(content_type__model="person").update(workflow=other)
        migration.assign_workflow(apps, None)
        assert Person.get_default_workflow() == other

    def test_a_workflow_that_was_taken_away_is_not_assigned_again(self):
        WorkflowContentType.objects.all().delete()
        permit_added_records()
        assert not WorkflowContentType.objects.filter(content_type=ContentType.objects.get_for_model(Person)).exists()
