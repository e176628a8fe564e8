"""The server's part in keeping what is typed: answers that were lost, outdated tokens, refusals in true words."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.views.pages import edit
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, Workflow, WorkflowTask

from pages.editor import refusal_message
from pages.editor.answered_saves import KEPT_FOR, forget_old_answers
from pages.models import GuestBlogPost, Image
from pages.models.answered_save import AnsweredSave
from tests.content import add, home, make_image
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def draft() -> GuestBlogPost:
    page = add(home(), GuestBlogPost(title="A post", live=False))
    page.save_revision()
    return GuestBlogPost.objects.get(pk=page.pk)


def edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


class TestAnsweredSaves:
    def test_a_form_gets_the_answer_that_it_lost_instead_of_a_conflict(self, client, editor, draft):
        client.force_login(editor)
        form_key, save_key = str(uuid.uuid4()), str(uuid.uuid4())
        loaded = {
            "loaded_revision_id": draft.latest_revision_id,
            "loaded_revision_created_at": draft.latest_revision.created_at.isoformat(),
            "form_key": form_key,
        }
        lost = client.post(edit_url(draft), {**post_data(), **loaded, "save_key": save_key}, headers=JSON).json()
        assert lost["success"]
        again = {**post_data(title="Changed"), **loaded, "save_key": str(uuid.uuid4())}
        assert client.post(edit_url(draft), again, headers=JSON).json()["error_code"] == "invalid_revision"

        answer = client.post(edit_url(draft), {**again, "unanswered": save_key}, headers=JSON).json()
        assert answer["answered_save"] == save_key
        assert answer["revision_id"] == lost["revision_id"]
        assert answer["field_updates"] == lost["field_updates"]
        assert answer["field_updates"]
        draft.refresh_from_db()
        assert draft.latest_revision_id == lost["revision_id"]
        assert draft.authors.count() == 1

    @pytest.mark.slow
    def test_nobody_gets_the_answer_to_somebody_else(self, client, editor, moderator, draft):
        client.force_login(editor)
        keys = {"form_key": str(uuid.uuid4()), "save_key": str(uuid.uuid4())}
        client.post(edit_url(draft), {**post_data(), **keys}, headers=JSON)
        client.force_login(moderator)
        data = {**post_data(), **keys, "save_key": str(uuid.uuid4()), "unanswered": keys["save_key"]}
        assert "answered_save" not in client.post(edit_url(draft), data, headers=JSON).json()

    def test_keys_that_are_none_are_ignored(self, client, editor, draft):
        client.force_login(editor)
        keys = {"form_key": "x", "save_key": "", "unanswered": ["y", ""]}
        assert client.post(edit_url(draft), {**post_data(), **keys}, headers=JSON).json()["success"]
        assert not AnsweredSave.objects.exists()

    def test_old_answers_are_forgotten(self, editor):
        keys = [uuid.uuid4(), uuid.uuid4()]
        for key, age in zip(keys, (KEPT_FOR * 2, KEPT_FOR / 2), strict=True):
            AnsweredSave.objects.create(
                form_key=key, save_key=key, user=editor, answer={}, answered_at=timezone.now() - age
            )
        forget_old_answers()
        assert [saved.form_key for saved in AnsweredSave.objects.all()] == keys[1:]


class TestSession:
    def test_the_state_is_told_only_while_signed_in(self, client, editor):
        url = reverse("pages_session_state")
        assert client.get(url).status_code == 302
        client.force_login(editor)
        response = client.get(url)
        assert response.json()["user"] == editor.pk
        assert "no-cache" in response.headers["Cache-Control"]
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        token = strict.get(url).json()["csrf_token"]
        data = {**post_data(), "csrfmiddlewaretoken": token}
        page = add(home(), GuestBlogPost(title="Another", live=False))
        assert strict.post(edit_url(page), data, headers=JSON).json()["success"]


class TestOutdatedToken:
    @pytest.fixture
    def strict(self, editor) -> Client:
        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        return client

    def test_an_editor_can_send_the_same_text_again(self, strict, draft):
        data = {**post_data(title="<b>Typed</b>", summary="\nLine"), "csrfmiddlewaretoken": "x" * 64}
        response = strict.post(edit_url(draft), data, headers={"origin": "http://testserver"})
        assert response.status_code == 403
        assert "Nothing is lost" in response.text
        assert "&lt;b&gt;Typed&lt;/b&gt;" in response.text
        assert f'action="{edit_url(draft)}"' in response.text
        assert "x" * 64 not in response.text

    def test_a_foreign_site_cannot_have_its_text_confirmed(self, strict, draft):
        response = strict.post(edit_url(draft), post_data(title="Evil"), headers={"origin": "https://evil.example"})
        assert response.status_code == 403
        assert "Evil" not in response.text
        assert "<form" not in response.text

    def test_a_script_gets_json_and_other_views_django_s_page(self, strict, draft):
        answer = strict.post(edit_url(draft), post_data(), headers=JSON).json()
        assert (answer["success"], answer["error_code"]) == (False, "outdated_token")
        assert "CSRF verification failed" in strict.post("/documents/authenticate_with_password/1/", {}).text


class TestRefusal:
    @pytest.fixture
    def send(self, client, moderator, draft):
        client.force_login(moderator)
        return lambda data: client.post(edit_url(draft), data)

    @pytest.mark.slow
    def test_the_message_says_that_the_draft_is_kept_and_why_it_is_not_published(self, send):
        typed = post_data(authors=(), title="Typed")
        refused = send({**typed, "action-publish": "1"}).text
        assert "Your changes are still in this form, but it was not published:" in refused
        send(typed)
        text = send({**typed, "action-publish": "1"}).text
        assert "The draft is saved, but it was not published:" in text
        assert "<li>Add at least one author, with a record or just a name.</li>" in text
        assert "could not be saved" not in text

    def test_an_invalid_draft_is_told_in_wagtail_s_words(self, send):
        assert "could not be saved" in send(post_data(title="")).text

    def test_wagtail_still_calls_the_function_that_is_replaced(self):
        assert edit.messages is messages
        assert messages.validation_error is refusal_message.validation_error


class TestActionMenu:
    def test_a_page_in_moderation_can_be_published_in_one_way_only(self, client, editor, moderator, draft):
        Workflow.objects.get().start(draft, editor)
        client.force_login(moderator)
        text = client.get(edit_url(draft)).text
        assert "Approve and Publish" in text
        assert 'name="action-publish"' not in text

    def test_nor_before_the_last_step(self, client, editor, moderator, draft):
        workflow = Workflow.objects.get()
        WorkflowTask.objects.create(
            workflow=workflow, task=GroupApprovalTask.objects.create(name="Board"), sort_order=9
        )
        workflow.start(draft, editor)
        client.force_login(moderator)
        text = client.get(edit_url(draft)).text
        assert "Approve" in text
        assert "Approve and Publish" not in text
        assert 'name="action-publish"' not in text

    def test_elsewhere_publish_stays(self, client, moderator, draft):
        client.force_login(moderator)
        assert 'name="action-publish"' in client.get(edit_url(draft)).text


class TestAlternativeText:
    @pytest.fixture(autouse=True)
    def media(self, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path)

    def test_it_is_asked_for_and_written(self, client, editor):
        client.force_login(editor)
        image = make_image(alt="", uploaded_by_user=editor)
        url = reverse("pages_alternative_text", args=[image.pk])
        assert client.get(url).json() == {"missing": True, "may_change": True}
        assert client.post(url, {"alt": "x" * 300}).status_code == 400
        assert client.post(url, {"alt": "A bridge"}).json()["missing"] is False
        assert Image.objects.get(pk=image.pk).alt == "A bridge"
        client.post(url, {"alt": "", "decorative": "on"})
        assert Image.objects.get(pk=image.pk).decorative

    def test_not_by_somebody_who_may_not_change_the_image(self, client, editor, moderator):
        image = make_image(alt="", uploaded_by_user=moderator)
        url = reverse("pages_alternative_text", args=[image.pk])
        # They may still choose it.
        rights = GroupCollectionPermission.objects.filter(group=editor.groups.get())
        rights.filter(permission__codename__in=("add_image", "change_image")).delete()
        client.force_login(editor)
        assert client.get(url).json() == {"missing": True, "may_change": False}
        assert client.post(url, {"alt": "A bridge"}).status_code == 403
        assert Image.objects.get(pk=image.pk).alt == ""
        client.logout()
        assert client.get(url).status_code == 302
