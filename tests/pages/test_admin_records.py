"""People, organizations and topics in the editor: created while writing a page, protected while in use."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.models import (
    EventPage,
    EventSpeaker,
    GuestBlogPost,
    Organization,
    OrganizationAbout,
    Person,
    PostAuthor,
    Topic,
)
from pages.publishing.protection import explain
from tests.changes import append_changes

pytestmark = pytest.mark.django_db


def chooser(model, view="create"):
    return reverse(f"wagtailsnippetchoosers_pages_{model}:{view}")


def records(model, view, *arguments):
    return reverse(f"wagtailsnippets_pages_{model}:{view}", args=arguments)


def bulk_delete(model, *instances):
    query = "&".join(f"id={instance.pk}" for instance in instances)
    return reverse("wagtail_bulk_action", args=("pages", model, "delete")) + f"?{query}&next=/admin/"


def person(name="Amara Osei", **fields):
    return Person.objects.create(name=name, **fields)


@pytest.fixture
def post(section):
    post = GuestBlogPost(title="A week in the fields", live=False)
    return section.add_child(instance=post)


def sentences(response):
    return [str(message) for message in response.context["messages"]]


def test_a_person_made_by_a_moderator_is_live_at_once(client, moderator):
    client.force_login(moderator)
    response = client.post(chooser("person"), {"name": "Amara Osei", "job_title": "Economist", "organization": ""})
    made = Person.objects.get()
    assert response.json()["result"]["string"] == "Amara Osei"
    assert made.live
    assert made.slug == "amara-osei"
    assert made.live_revision == made.latest_revision
    assert made.latest_revision.user == moderator
    actions = ModelLogEntry.objects.for_instance(made).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["wagtail.create", "wagtail.publish"]


def test_a_person_made_by_an_editor_waits_for_publication_and_says_so(client, editor):
    client.force_login(editor)
    response = client.post(chooser("person"), {"name": "Amara Osei", "job_title": "", "organization": ""})
    made = Person.objects.get()
    assert response.json()["result"]["string"] == "Amara Osei (not published)"
    assert not made.live
    assert made.live_revision is None
    assert made.latest_revision.user == editor


@pytest.mark.parametrize(
    ("user", "sentence"),
    [("editor", "visitors will not see this person"), ("moderator", "published as soon as you add it")],
)
def test_the_form_says_whether_the_record_will_show(client, request, user, sentence):
    client.force_login(request.getfixturevalue(user))
    assert sentence in client.get(chooser("person", "choose")).json()["html"]


def test_an_organization_is_made_in_place(client, moderator):
    client.force_login(moderator)
    client.post(chooser("organization"), {"name": "Example Institute", "kind": "education", "url": ""})
    made = Organization.objects.get()
    assert (made.live, made.slug, made.kind) == (True, "example-institute", "education")


def test_a_topic_made_in_place_gets_an_address(client, editor):
    client.force_login(editor)
    client.post(chooser("topic"), {"name": "Farm work", "description": ""})
    assert Topic.objects.get().slug == "farm-work"


def test_a_second_record_of_the_same_name_gets_an_address_of_its_own(client, moderator):
    person()
    client.force_login(moderator)
    confirmed = {"name_anyway": "amara osei"}
    client.post(chooser("person"), {"name": "Amara Osei", "job_title": "", "organization": "", **confirmed})
    assert set(Person.objects.values_list("slug", flat=True)) == {"amara-osei", "amara-osei-2"}


def test_a_record_without_a_name_is_not_made(client, moderator):
    client.force_login(moderator)
    assert client.post(chooser("person"), {"name": ""}).json()["step"] == "reshow_creation_form"
    assert not Person.objects.exists()


@pytest.mark.slow
def test_a_draft_is_marked_in_the_field_that_holds_it(client, moderator, post):
    person("Drafty Dan", live=False)
    post.authors.add(PostAuthor(person=Person.objects.get()))
    post.save()
    client.force_login(moderator)
    assert "Drafty Dan (not published)" in client.get(reverse("wagtailadmin_pages:edit", args=(post.pk,))).text


class TestDeleting:
    SENTENCE = "“Amara Osei” is still used by “A week in the fields”. Remove it there first, or unpublish it instead."

    @pytest.fixture
    def used(self, client, moderator, post):
        client.force_login(moderator)
        amara = person()
        post.authors.add(PostAuthor(person=amara))
        post.save()
        return amara

    @pytest.mark.slow
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_used_person_stays(self, client, used, method):
        response = getattr(client, method)(records("person", "delete", used.pk), follow=True)
        assert sentences(response) == [self.SENTENCE]
        assert response.redirect_chain[-1][0] == records("person", "usage", used.pk)
        assert "A week in the fields" in response.text
        assert Person.objects.filter(pk=used.pk).exists()

    @pytest.mark.slow
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_used_person_stays_when_several_are_deleted(self, client, used, method):
        other = person("Nobody Else")
        response = getattr(client, method)(bulk_delete("person", used, other), follow=True)
        assert sentences(response) == [self.SENTENCE]
        assert Person.objects.count() == 2

    def test_unused_people_can_be_deleted(self, client, used):
        client.post(bulk_delete("person", person("One"), person("Two")))
        client.post(records("person", "delete", person("Three").pk))
        assert list(Person.objects.all()) == [used]

    def test_a_person_named_in_a_block_stays(self, client, used, section):
        quoted = person("Quoted")
        event = EventPage(title="Briefing", live=False)
        event.body.append(("quote", {"text": "Words.", "person": quoted}))
        section.add_child(instance=event)
        response = client.post(records("person", "delete", quoted.pk), follow=True)
        assert sentences(response)[0].startswith("“Quoted” is still used by “Briefing”.")

    def test_the_organization_of_a_person_stays(self, client, used):
        institute = Organization.objects.create(name="Example Institute")
        used.organization = institute
        used.save()
        response = client.post(records("organization", "delete", institute.pk), follow=True)
        assert sentences(response)[0].startswith("“Example Institute” is still used by “Amara Osei”.")

    def test_a_topic_of_a_page_stays_and_its_usage_is_shown(self, client, used, post):
        topic = Topic.objects.create(name="Farm work")
        post.topics.add(topic)
        post.save()
        response = client.post(records("topic", "delete", topic.pk), follow=True)
        assert sentences(response) == ["“Farm work” is still used by “A week in the fields”. Remove it there first."]
        assert "A week in the fields" in response.text

    def test_many_uses_are_summed_up(self, client, used, section):
        for number in range(4):
            event = section.add_child(instance=EventPage(title=f"Briefing {number}", live=False))
            event.speakers.add(EventSpeaker(person=used))
            event.save()
        with pytest.raises(ProtectedError) as refused:
            used.delete()
        assert explain(refused.value).endswith("and 2 more. Remove it there first, or unpublish it instead.")

    def test_code_cannot_delete_it_either(self, used):
        with pytest.raises(ProtectedError) as refused:
            Person.objects.filter(pk=used.pk).delete()
        assert explain(refused.value) == self.SENTENCE

    def test_an_old_version_that_names_somebody_deleted_since_still_opens(self, client, used, post):
        revision = post.save_revision()
        post.authors.clear()
        post.save()
        used.delete()
        assert [author.person for author in revision.as_object().authors.all()] == [None]

    def test_a_refusal_of_the_database_layer_names_the_page(self, used, post):
        error = ProtectedError("Cannot delete some instances.", set(post.authors.all()))
        assert explain(error) == (
            "It cannot be deleted: it is still used by “A week in the fields”. Remove it there first."
        )


def test_the_lists_of_records_open_and_can_be_searched(client, editor):
    client.force_login(editor)
    person(job_title="Economist")
    for model in ("person", "organization", "topic"):
        assert client.get(records(model, "list")).status_code == 200
    assert "Economist" in client.get(records("person", "list"), {"q": "Amara"}).text
    assert "Economist" not in client.get(records("person", "list"), {"live": "false"}).text


def test_the_list_says_how_often_a_person_is_used(client, editor, post):
    client.force_login(editor)
    post.authors.add(PostAuthor(person=person()))
    post.save()
    append_changes()
    assert "Used 1 time" in client.get(records("person", "list")).text
    assert "A week in the fields" in client.get(records("person", "usage", Person.objects.get().pk)).text


class TestHome:
    def test_it_offers_the_usual_tasks(self, client, editor, section):
        client.force_login(editor)
        section.shows = "posts"
        section.save()
        text = client.get(reverse("wagtailadmin_home")).text
        assert reverse("wagtailadmin_pages:add", args=("pages", "guestblogpost", section.pk)) in text
        assert "Add an event" in text
        assert "Write the page about us" in text

    def test_it_leads_to_the_page_about_us(self, client, editor, home_page):
        about = home_page.add_child(instance=OrganizationAbout(title="About us", live=False))
        client.force_login(editor)
        text = client.get(reverse("wagtailadmin_home")).text
        assert "Edit the page about us" in text
        assert reverse("wagtailadmin_pages:edit", args=(about.pk,)) in text

    def test_it_carries_our_name_and_calls_nobody(self, client, editor, settings):
        client.force_login(editor)
        text = client.get(reverse("wagtailadmin_home")).text
        assert f"- {settings.WAGTAIL_SITE_NAME}</title>" in text
        assert 'src="http' not in text
        assert "gravatar" not in text


def test_the_login_page_carries_our_name(client, db, settings):
    text = client.get(reverse("wagtailadmin_login")).text
    assert f"Sign in to {settings.WAGTAIL_SITE_NAME}" in text
