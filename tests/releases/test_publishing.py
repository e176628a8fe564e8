"""A release is published as a whole or not at all, and undone as a whole."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from api.models import Change
from pages.models import GuestBlogPost, PostAuthor, SectionPage, User
from releases.members.adding import NotChanged, add_members, remove_member
from releases.models import Release
from releases.publishing.publishing import publish_release
from releases.publishing.refusals import ReleaseRefused
from releases.publishing.scheduling import schedule_release, unschedule_release
from releases.publishing.undoing import returns, undo_release
from tests.changes import append_changes
from tests.content import add, home
from tests.releases.conftest import AFTER, BEFORE, Campaign

pytestmark = pytest.mark.django_db


class TestPublishing:
    def test_everything_goes_live_together(self, campaign: Campaign, moderator: User) -> None:
        assert campaign.live() == BEFORE
        release = publish_release(campaign.release, moderator)
        assert campaign.live() == AFTER
        assert campaign.public_title == "As it will be"
        assert (release.status, release.published_by) == ("published", moderator)
        assert ModelLogEntry.objects.filter(action="releases.publish", object_id=str(release.pk)).exists()

    def test_it_is_one_transaction_of_the_change_log(self, campaign: Campaign, moderator: User) -> None:
        append_changes()
        last = Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        publish_release(campaign.release, moderator)
        append_changes()
        changes = Change.objects.filter(sequence__gt=last)
        assert len({change.at for change in changes}) == 1
        pages = {change.object_id for change in changes if change.kind == "page"}
        assert pages >= {page.pk for page in (campaign.section, campaign.post, campaign.public, campaign.old)}

    def test_if_one_member_is_refused_nothing_is_published(self, campaign: Campaign, moderator: User) -> None:
        bad = add(home(), GuestBlogPost(title="Nobody wrote it"))
        bad.save_revision()
        add_members(campaign.release, [bad], moderator)
        with pytest.raises(ReleaseRefused) as refused:
            publish_release(campaign.release, moderator)
        assert len(refused.value.sentences) == 1
        assert refused.value.sentences[0].startswith("“Nobody wrote it”: ")
        assert campaign.live() == BEFORE
        assert campaign.public_title == "As it was"
        assert Release.objects.get().status == "draft"
        assert campaign.member(campaign.public).before is None

    def test_all_refusals_are_named_at_once(self, campaign: Campaign, moderator: User) -> None:
        for title in ("First", "Second"):
            bad = add(home(), GuestBlogPost(title=title))
            bad.save_revision()
            add_members(campaign.release, [bad], moderator)
        with pytest.raises(ReleaseRefused) as refused:
            publish_release(campaign.release, moderator)
        assert [sentence.split(":")[0] for sentence in refused.value.sentences] == ["“First”", "“Second”"]

    def test_an_address_that_is_taken_refuses_the_release(self, campaign: Campaign, moderator: User) -> None:
        draft = campaign.public.get_latest_revision_as_object()
        draft.slug = campaign.old.slug + "-new"
        draft.save_revision()
        add(home(), SectionPage(title="Other", slug=draft.slug))
        with pytest.raises(ReleaseRefused, match="“As it will be”"):
            publish_release(campaign.release, moderator)
        assert campaign.live() == BEFORE

    def test_who_may_not_publish_a_member_cannot_publish_the_release(self, campaign: Campaign, editor: User) -> None:
        with pytest.raises(ReleaseRefused, match="may not publish it"):
            publish_release(campaign.release, editor)
        assert campaign.live() == BEFORE

    def test_a_record_that_is_not_in_it_is_missed(self, campaign: Campaign, moderator: User) -> None:
        remove_member(campaign.member(campaign.person), moderator)
        with pytest.raises(ReleaseRefused, match="Ada Writer"):
            publish_release(campaign.release, moderator)

    def test_what_was_deleted_or_has_its_own_hour_or_is_locked_is_refused(
        self, campaign: Campaign, moderator: User
    ) -> None:
        draft = campaign.section.get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(days=1)
        draft.save_revision()
        SectionPage.objects.filter(pk=campaign.public.pk).update(locked=True)
        Page.objects.get(pk=campaign.old.pk).specific.delete()
        with pytest.raises(ReleaseRefused) as refused:
            publish_release(campaign.release, moderator)
        text = " ".join(refused.value.sentences)
        assert "has an hour of its own" in text and "is locked" in text and "“Old campaign” was deleted" in text

    def test_an_empty_release_is_refused(self, moderator: User) -> None:
        with pytest.raises(ReleaseRefused, match="nothing in this release"):
            publish_release(Release.objects.create(title="Empty"), moderator)

    def test_it_is_published_once(self, campaign: Campaign, moderator: User) -> None:
        publish_release(campaign.release, moderator)
        with pytest.raises(NotChanged, match="published already"):
            publish_release(campaign.release, moderator)
        with pytest.raises(NotChanged, match="published already"):
            add_members(campaign.release, [home()], moderator)

    def test_whatever_breaks_in_between_nothing_is_published(
        self, campaign: Campaign, moderator: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down(*_: Any, **__: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("releases.publishing.publishing.log", break_down)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            publish_release(campaign.release, moderator)
        assert campaign.live() == BEFORE
        assert Release.objects.get().status == "draft"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_publish_at_once_one_does_it(campaign: Campaign, moderator: User) -> None:
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def publish() -> None:
        barrier.wait()
        try:
            outcomes.append(publish_release(campaign.release, moderator).status)
        except NotChanged:
            outcomes.append("not changed")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["not changed", "published"]
    assert ModelLogEntry.objects.filter(action="releases.publish").count() == 1


class TestUndoing:
    def test_everything_is_as_it_was(self, campaign: Campaign, moderator: User) -> None:
        publish_release(campaign.release, moderator)
        draft = campaign.public.get_latest_revision_as_object()
        draft.title = "Typed since"
        draft.save_revision()
        release = undo_release(campaign.release, moderator)
        assert campaign.live() == BEFORE
        assert campaign.public_title == "As it was"
        assert release.status == "undone"
        stored = SectionPage.objects.get(pk=campaign.public.pk)
        assert stored.has_unpublished_changes
        assert stored.get_latest_revision_as_object().title == "Typed since"
        assert campaign.post.get_latest_revision_as_object().title == "It begins"

    def test_it_can_be_published_again(self, campaign: Campaign, moderator: User) -> None:
        publish_release(campaign.release, moderator)
        undo_release(campaign.release, moderator)
        publish_release(campaign.release, moderator)
        assert campaign.live() == AFTER
        assert campaign.public_title == "As it will be"

    def test_what_was_published_anew_since_is_left(self, campaign: Campaign, moderator: User) -> None:
        publish_release(campaign.release, moderator)
        draft = campaign.public.get_latest_revision_as_object()
        draft.title = "Corrected"
        draft.save_revision().publish()
        conflicts = {found.content.title: found.conflict for found in returns(campaign.release) if found.conflict}
        assert conflicts == {"Corrected": "It was published anew since."}
        with pytest.raises(ReleaseRefused, match="published anew"):
            undo_release(campaign.release, moderator)
        assert campaign.live() == AFTER
        undo_release(campaign.release, moderator, [campaign.member(campaign.public).pk])
        assert campaign.live() == BEFORE
        assert campaign.public_title == "Corrected"

    def test_rules_do_not_keep_the_public_version_from_coming_back(self, campaign: Campaign, moderator: User) -> None:
        campaign.post.authors.set([])
        campaign.post.live = True
        campaign.post.save()
        faulty = campaign.post.save_revision()
        GuestBlogPost.objects.filter(pk=campaign.post.pk).update(live_revision=faulty)
        campaign.post.authors.set([PostAuthor(name="Somebody")])
        campaign.post.save_revision()
        publish_release(campaign.release, moderator)
        undo_release(campaign.release, moderator)
        assert list(GuestBlogPost.objects.get(pk=campaign.post.pk).authors.all()) == []

    def test_who_may_not_publish_cannot_undo(self, campaign: Campaign, moderator: User, editor: User) -> None:
        publish_release(campaign.release, moderator)
        with pytest.raises(ReleaseRefused, match="may not publish it"):
            undo_release(campaign.release, editor)
        assert campaign.live() == AFTER

    def test_only_what_is_published_can_be_undone(self, campaign: Campaign, moderator: User) -> None:
        with pytest.raises(NotChanged, match="nothing to undo"):
            undo_release(campaign.release, moderator)

    def test_a_version_without_a_revision_is_kept(self, campaign: Campaign, moderator: User) -> None:
        SectionPage.objects.filter(pk=campaign.public.pk).update(live_revision=None)
        publish_release(campaign.release, moderator)
        assert not SectionPage.objects.get(pk=campaign.public.pk).has_unpublished_changes
        undo_release(campaign.release, moderator)
        assert campaign.public_title == "As it was"


class TestScheduling:
    def test_what_is_scheduled_is_pinned(self, campaign: Campaign, moderator: User) -> None:
        at = timezone.now() + timedelta(days=1)
        schedule_release(campaign.release, moderator, at)
        assert campaign.live() == BEFORE
        draft = campaign.public.get_latest_revision_as_object()
        draft.title = "Typed since"
        draft.save_revision()
        publish_release(campaign.release, moderator)
        assert campaign.public_title == "As it will be"
        assert SectionPage.objects.get(pk=campaign.public.pk).get_latest_revision_as_object().title == "Typed since"

    def test_what_could_not_be_published_is_not_scheduled(
        self, campaign: Campaign, moderator: User, editor: User
    ) -> None:
        at = timezone.now() + timedelta(days=1)
        with pytest.raises(ReleaseRefused, match="may not publish"):
            schedule_release(campaign.release, editor, at)
        with pytest.raises(ReleaseRefused, match="has passed"):
            schedule_release(campaign.release, moderator, timezone.now())
        assert Release.objects.get().status == "draft"

    def test_it_is_changed_only_off_the_schedule(self, campaign: Campaign, moderator: User) -> None:
        schedule_release(campaign.release, moderator, timezone.now() + timedelta(days=1))
        with pytest.raises(NotChanged, match="is scheduled"):
            remove_member(campaign.member(campaign.post), moderator)
        release = unschedule_release(campaign.release, moderator)
        assert (release.status, release.goes_live_at) == ("draft", None)
        assert not release.members.exclude(pinned=None).exists()
        remove_member(campaign.member(campaign.post), moderator)
