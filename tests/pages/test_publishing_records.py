"""Nothing vanishes at publishing: what a page shows is published with it, or the page is refused."""

import datetime
import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from pages.models import (
    EventHost,
    EventPage,
    EventSpeaker,
    Founder,
    GuestBlogPost,
    Organization,
    OrganizationAbout,
    Person,
    PostAuthor,
    ScheduledRecord,
)
from pages.publishing.consent import CONSENT_FIELD, record_key
from pages.publishing.record_offers import OFFERED_FIELD
from pages.publishing.rules import PublishBlocked
from pages.scheduler.transitions import apply_due_transitions
from tests.content import block
from tests.pages.form_data import ZONE, author, post_data

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def draft_person(name="Ada Writer", **fields):
    person = Person.objects.create(name=name, live=False, **fields)
    person.save_revision()
    return person


def draft_organization(name="Example Union"):
    organization = Organization.objects.create(name=name, live=False)
    organization.save_revision()
    return organization


def unpublished_person():
    person = draft_person()
    person.save_revision().publish()
    Person.objects.get(pk=person.pk).unpublish()
    return Person.objects.get(pk=person.pk)


def expired_person():
    person = draft_person()
    person.expire_at = timezone.now() - HOUR
    person.save_revision().publish()
    return Person.objects.get(pk=person.pk)


def scheduled_person():
    person = draft_person()
    person.go_live_at = timezone.now() + 100 * HOUR
    person.save_revision().publish()
    return Person.objects.get(pk=person.pk)


def fresh(instance):
    return type(instance).objects.get(pk=instance.pk)


def sentences(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def post(section):
    return section.add_child(instance=GuestBlogPost(title="A week in the fields", slug="week", live=False))


def by(post, *people):
    for person in people:
        post.authors.add(PostAuthor(person=person))
    post.save()
    post.save_revision()
    return post


def refused(page, *names):
    """Tell whether publishing is refused with a sentence for each name, and nothing else."""
    with pytest.raises(PublishBlocked) as blocked:
        fresh(page).get_latest_revision().publish()
    found = [error.message.partition("”")[0].removeprefix("“") for error in blocked.value.errors]
    return not fresh(page).live and found == list(names)


def event_with(section, **rows):
    event = EventPage(title="Briefing", live=False, start_date=datetime.date(2030, 6, 14), all_day=True, time_zone=ZONE)
    event.venue_name = "Town hall"
    section.add_child(instance=event)
    for relation, row in rows.items():
        getattr(event, relation).add(row)
    return event


def with_body(section, *blocks):
    page = event_with(section)
    page.body = json.dumps(list(blocks))
    return page


def about_with(home_page, organization=None, founder=None):
    about = home_page.add_child(instance=OrganizationAbout(title="About us", live=False, organization=organization))
    if founder:
        about.founders.add(Founder(person=founder))
    return about


QUOTE = {"text": "Words.", "attribution": "", "role": "", "attribution_url": "", "source_url": ""}
KINDS = {
    "author": lambda section, home, person: by(
        section.add_child(instance=GuestBlogPost(title="A", live=False)), person
    ),
    "speaker": lambda section, home, person: event_with(section, speakers=EventSpeaker(person=person)),
    "host": lambda section, home, person: event_with(section, hosts=EventHost(person=person, role="cohost")),
    "founder": lambda section, home, person: about_with(home, founder=person),
    "quoted": lambda section, home, person: with_body(section, block("quote", {**QUOTE, "person": person.pk})),
    "in a block of people": lambda section, home, person: with_body(
        section, block("people", {"people": [block("item", person.pk)]})
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_not_published_without_anybody_whom_it_shows(section, home_page, kind):
    person = draft_person()
    page = KINDS[kind](section, home_page, person)
    page.save_revision()
    assert refused(page, "Ada Writer")
    page = fresh(page)
    page.publish(page.get_latest_revision(), with_records=[person])
    assert fresh(page).live
    assert fresh(person).live


def test_our_own_record_on_the_page_about_us(home_page):
    organization = draft_organization()
    about = about_with(home_page, organization=organization)
    about.save_revision()
    assert refused(about, "Example Union")
    about.publish(about.get_latest_revision(), with_records=[organization])
    assert fresh(organization).live


STATES = {
    "never published": (draft_person, "is not published"),
    "unpublished": (unpublished_person, "was unpublished"),
    "expired": (expired_person, "has expired"),
    "live later": (scheduled_person, "goes live only on"),
}


@pytest.mark.parametrize(("make", "words"), STATES.values(), ids=STATES)
def test_the_sentence_says_why_and_who_can_help(post, make, words):
    person = make()
    by(post, person)
    with pytest.raises(PublishBlocked) as blocked:
        post.get_latest_revision().publish()
    (error,) = blocked.value.errors
    assert words in error.message
    assert "Anyone with the role Moderator or Site manager can publish the record" in error.message
    assert "People & topics" in error.message
    assert (error.relation, error.field, error.row.person) == ("authors", "person", person)
    post.publish(post.get_latest_revision(), with_records=[person])
    published = fresh(person)
    assert (published.live, published.expired) == (True, False)
    assert published.expire_at is None
    assert not published.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_person_is_published_with_their_new_organization(post):
    organization = draft_organization()
    person = draft_person(organization=organization)
    by(post, person)
    assert refused(post, "Ada Writer", "Example Union")
    with pytest.raises(PublishBlocked):
        post.publish(post.get_latest_revision(), with_records=[person])
    assert not fresh(person).live
    post.publish(post.get_latest_revision(), with_records=[person, organization])
    assert (fresh(person).live, fresh(organization).live) == (True, True)


def test_changes_to_a_live_record_wait_and_do_not_block(post):
    person = draft_person()
    person.save_revision().publish()
    person = fresh(person)
    person.job_title = "Reporter"
    person.save_revision()
    by(post, person).get_latest_revision().publish()
    assert fresh(post).live
    assert (fresh(person).job_title, fresh(person).has_unpublished_changes) == ("", True)


def test_somebody_who_has_not_confirmed_is_nobodys_business(section):
    event = event_with(section, speakers=EventSpeaker(person=draft_person(), confirmed=False))
    event.save_revision().publish()
    assert fresh(event).live


def test_what_the_live_version_does_not_show_either_does_not_block(post):
    person = draft_person()
    person.save_revision().publish()
    by(post, person).get_latest_revision().publish()
    fresh(person).unpublish()
    page = fresh(post).get_latest_revision_as_object()
    page.title = "A typo less"
    page.save_revision().publish()
    assert fresh(post).title == "A typo less"
    assert not fresh(person).live
    page.authors.add(PostAuthor(person=draft_person("Grace Field")))
    page.save_revision()
    with pytest.raises(PublishBlocked, match="Grace Field"):
        fresh(post).get_latest_revision().publish()


def test_a_record_that_is_incomplete_keeps_both_back(post):
    person = draft_person()
    by(post, person)
    person.name = ""
    person.save_revision(clean=False)
    with pytest.raises(PublishBlocked, match="cannot be published yet"):
        post.publish(post.get_latest_revision(), with_records=[person])
    assert (fresh(post).live, fresh(person).live) == (False, False)


def test_a_user_who_may_not_publish_records_cannot_take_them_along(post, editor):
    person = draft_person()
    by(post, person)
    with pytest.raises(PublishBlocked, match="Ada Writer"):
        post.publish(post.get_latest_revision(), user=editor, with_records=[person])
    assert not fresh(person).live


def ticks(*records, offered=None):
    keys = [record_key(record) for record in records]
    return {CONSENT_FIELD: keys, OFFERED_FIELD: keys if offered is None else [record_key(r) for r in offered]}


class TestForm:
    @pytest.fixture
    def person(self):
        return draft_person()

    @pytest.fixture
    def send(self, client, post, person):
        def send(action="action-publish", **extra):
            data = post_data(authors=[{"person": str(person.pk)}], **extra.pop("fields", {}))
            return client.post(reverse("wagtailadmin_pages:edit", args=(post.pk,)), {**data, action: "1", **extra})

        return send

    def test_it_names_and_ticks_what_can_be_published(self, client, moderator, post, person):
        by(post, person)
        client.force_login(moderator)
        text = client.get(reverse("wagtailadmin_pages:edit", args=(post.pk,))).text
        assert f'name="{CONSENT_FIELD}" value="pages.person:{person.pk}" checked' in text
        assert "Ada Writer <small>person, is not published</small>" in text

    def test_it_offers_nothing_to_who_may_not_publish(self, client, editor, post, person):
        by(post, person)
        client.force_login(editor)
        text = client.get(reverse("wagtailadmin_pages:edit", args=(post.pk,))).text
        assert f'name="{CONSENT_FIELD}"' not in text
        assert "Whoever approves the page can publish them with it." in text

    @pytest.mark.slow
    def test_ticked_page_and_person_are_published_together(self, client, moderator, post, person, send):
        client.force_login(moderator)
        assert send(**ticks(person)).status_code == 302
        assert (fresh(post).live, fresh(person).live) == (True, True)
        entry = ModelLogEntry.objects.for_instance(person).get(action="wagtail.publish")
        assert entry.user == moderator
        assert "“Ada Writer” has been published with the page." in sentences(client.get("/admin/"))

    @pytest.mark.slow
    def test_unticked_it_says_so_beside_the_row_and_keeps_the_choice(self, client, moderator, post, person, send):
        client.force_login(moderator)
        response = send(**ticks(offered=[person]))
        assert response.status_code == 200
        (row,) = response.context["form"].formsets["authors"].forms
        assert "“Ada Writer” is not published" in row.errors["person"][0]
        assert f'value="pages.person:{person.pk}">' in response.text
        assert (fresh(post).live, fresh(person).live) == (False, False)

    @pytest.mark.slow
    def test_what_was_not_offered_yet_is_offered_after_the_refusal(self, client, moderator, post, person, send):
        client.force_login(moderator)
        response = send()
        assert response.status_code == 200
        assert f'name="{CONSENT_FIELD}" value="pages.person:{person.pk}" checked' in response.text
        assert not fresh(post).live

    @pytest.mark.slow
    def test_a_new_page_takes_its_people_along(self, client, moderator, section, person):
        client.force_login(moderator)
        add = reverse("wagtailadmin_pages:add", args=("pages", "guestblogpost", section.pk))
        data = {**post_data(authors=[{"person": str(person.pk)}]), "action-publish": "1"}
        assert client.post(add, data).status_code == 200
        assert client.post(add, {**data, **ticks(person)}).status_code == 302
        assert (GuestBlogPost.objects.get().live, fresh(person).live) == (True, True)

    @pytest.mark.slow
    def test_an_editor_submits_and_learns_what_comes_with_it(self, client, editor, post, person, send):
        client.force_login(editor)
        assert send("action-submit", **ticks(person)).status_code == 302
        assert fresh(post).workflow_in_progress
        assert any(
            "Whoever approves the page" in text and "Ada Writer" in text for text in sentences(client.get("/admin/"))
        )
        assert not fresh(person).live

    @pytest.mark.slow
    def test_who_may_publish_pages_only_is_told_who_can_help(self, client, moderator, post, person, send):
        moderator.groups.get().permissions.remove(Permission.objects.get(codename="publish_person"))
        client.force_login(moderator)
        response = send(**ticks(person))
        assert response.status_code == 200
        assert "Anyone with the role Site manager can publish the record" in response.text
        assert (fresh(post).live, fresh(person).live) == (False, False)


class TestApproval:
    @pytest.fixture
    def person(self):
        return draft_person()

    @pytest.fixture
    def submitted(self, post, person, editor):
        by(post, person)
        post.get_workflow().start(post, editor)
        return fresh(post)

    @pytest.fixture(autouse=True)
    def signed_in(self, client, moderator):
        client.force_login(moderator)

    def action(self, page, name="workflow_action"):
        return reverse(f"wagtailadmin_pages:{name}", args=(page.pk, "approve", page.current_workflow_task_state.pk))

    @pytest.mark.slow
    def test_in_the_form(self, client, submitted, person):
        stored = [author(id=row.pk, person=str(person.pk)) for row in submitted.authors.all()]
        data = {
            **post_data(authors=()),
            **nested_form_data({"authors": inline_formset(stored, initial=1)}),
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
        }
        edit = reverse("wagtailadmin_pages:edit", args=(submitted.pk,))
        assert client.post(edit, {**data, **ticks(offered=[person])}).status_code == 200
        assert not fresh(submitted).live
        assert client.post(edit, {**data, **ticks(person)}).status_code == 302
        assert (fresh(submitted).live, fresh(person).live) == (True, True)

    def test_in_the_dialog_of_the_dashboard(self, client, submitted, person):
        url = self.action(submitted)
        html = client.get(url).json()["html"]
        assert f'name="{CONSENT_FIELD}" value="pages.person:{person.pk}" checked' in html
        script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
        response = client.post(url, {"comment": "Good"}, **script, HTTP_REFERER="http://testserver/admin/")
        assert response.json() == {"step": "success", "redirect": "http://testserver/admin/"}
        assert any("“Ada Writer” is not published" in sentence for sentence in sentences(client.get("/admin/")))
        assert (fresh(submitted).live, fresh(submitted).workflow_in_progress) == (False, True)
        client.post(url, {"comment": "Good", **ticks(person)}, **script)
        assert (fresh(submitted).live, fresh(person).live) == (True, True)

    def test_the_dialog_of_the_form_does_not_repeat_its_ticks(self, client, submitted):
        assert CONSENT_FIELD not in client.get(self.action(submitted, "collect_workflow_action_data")).json()["html"]

    def test_without_a_dialog_it_leads_to_the_form_that_has_the_ticks(self, client, submitted, person):
        response = client.post(self.action(submitted), follow=True, HTTP_REFERER="http://testserver/admin/")
        assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=(submitted.pk,)), 302)]
        assert f'name="{CONSENT_FIELD}" value="pages.person:{person.pk}" checked' in response.text
        assert any("“Ada Writer” is not published" in sentence for sentence in sentences(response))
        assert (fresh(submitted).live, fresh(person).live) == (False, False)


@pytest.mark.slow
def test_several_pages_are_published_with_what_they_show(client, moderator, post):
    person = draft_person()
    by(post, person)
    client.force_login(moderator)
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={post.pk}&next=/admin/"
    assert f'name="{CONSENT_FIELD}" value="pages.person:{person.pk}" checked' in client.get(url).text
    response = client.post(url, {"include_descendants": ""}, follow=True)
    assert any("“Ada Writer” is not published" in sentence for sentence in sentences(response))
    assert not fresh(post).live
    client.post(url, {"include_descendants": "", **ticks(person)})
    assert (fresh(post).live, fresh(person).live) == (True, True)


class TestSchedule:
    @pytest.fixture
    def person(self):
        return draft_person()

    @pytest.fixture
    def scheduled(self, post, person, moderator):
        by(post, person)
        post.go_live_at = timezone.now() + HOUR
        revision = post.save_revision()
        post.publish(revision, user=moderator, with_records=[person])
        return revision

    def due(self, revision):
        """Let the hour come: move the schedule of the revision into the past."""
        revision.refresh_from_db()
        past = timezone.now() - datetime.timedelta(seconds=1)
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()

    def test_what_was_agreed_goes_live_with_the_page(self, scheduled, post, person, moderator):
        assert (fresh(post).live, fresh(person).live) == (False, False)
        assert apply_due_transitions().published == 0
        self.due(scheduled)
        assert apply_due_transitions().published == 1
        assert (fresh(post).live, fresh(person).live) == (True, True)
        assert not ScheduledRecord.objects.exists()
        entry = ModelLogEntry.objects.for_instance(person).get(action="wagtail.publish.scheduled")
        assert entry.user == moderator

    def test_it_is_the_version_that_was_agreed_to(self, scheduled, person, editor):
        later = fresh(person).get_latest_revision_as_object()
        later.job_title = "Not reviewed"
        later.save_revision(user=editor)
        self.due(scheduled)
        apply_due_transitions()
        assert (fresh(person).live, fresh(person).job_title) == (True, "")
        assert fresh(person).has_unpublished_changes

    def test_nothing_is_scheduled_without_consent(self, post, person):
        by(post, person)
        post.go_live_at = timezone.now() + HOUR
        post.save_revision()
        assert refused(post, "Ada Writer")
        assert not fresh(post).revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_somebody_unpublished_since_is_not_published_again(self, scheduled, post, person):
        person.save_revision().publish()
        fresh(person).unpublish()
        self.due(scheduled)
        assert apply_due_transitions().refused == 1
        assert (fresh(post).live, fresh(person).live) == (False, False)
        entry = PageLogEntry.objects.get(page=post.pk, action="pages.publish.refused")
        assert "“Ada Writer” was unpublished" in json.dumps(entry.data, ensure_ascii=False)

    def test_a_version_that_is_gone_is_reported(self, scheduled, post):
        ScheduledRecord.objects.all().delete()
        self.due(scheduled)
        assert apply_due_transitions().refused == 1
        assert not fresh(post).live
        assert PageLogEntry.objects.filter(page=post.pk, action="pages.publish.refused").count() == 1

    def test_a_person_who_goes_live_before_the_page_needs_no_consent(self, post, person):
        person.go_live_at = timezone.now() + HOUR
        person.save_revision().publish()
        by(post, person)
        post.go_live_at = timezone.now() + 2 * HOUR
        revision = post.save_revision()
        revision.publish()
        assert fresh(post).revisions.filter(approved_go_live_at__isnull=False).count() == 1
        self.due(revision)
        self.due(fresh(person).scheduled_revision)
        assert apply_due_transitions().published == 2
        assert (fresh(post).live, fresh(person).live) == (True, True)

    def test_a_person_who_expires_before_the_page_goes_live_does(self, post, person):
        person.expire_at = timezone.now() + HOUR
        person.save_revision().publish()
        by(post, person)
        post.go_live_at = timezone.now() + 2 * HOUR
        post.save_revision()
        assert refused(post, "Ada Writer")

    @pytest.mark.slow
    def test_by_the_form(self, client, moderator, post, person):
        client.force_login(moderator)
        later = (timezone.now() + 48 * HOUR).strftime("%Y-%m-%d %H:%M")
        data = {**post_data(authors=[{"person": str(person.pk)}], go_live_at=later), "action-publish": "1"}
        edit = reverse("wagtailadmin_pages:edit", args=(post.pk,))
        assert client.post(edit, data).status_code == 200
        assert client.post(edit, {**data, **ticks(person)}).status_code == 302
        row = ScheduledRecord.objects.get()
        assert (row.record_revision.content_object, row.agreed_by) == (person, moderator)
        assert (fresh(post).live, fresh(person).live) == (False, False)
        self.due(row.revision)
        apply_due_transitions()
        assert (fresh(post).live, fresh(person).live) == (True, True)
