"""A merge overwrites nothing that somebody has changed here, publishes nothing that was private, and says so."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from pages.models import GuestBlogPost, Person, SectionPage, Topic
from tests.archives.merging import details, export_pages, merge, other_installation
from tests.content import block, make_image, make_person, make_post, make_section, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("uploads")]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Two archives of a post, which was changed between them."""
    with other_installation():
        post = make_post(title="News", summary="Old")
        first = export_pages(tmp_path / "first", "/news/")
        post.summary = "New"
        publish(post)
        return first, export_pages(tmp_path / "second", "/news/")


def change_here(summary: str) -> GuestBlogPost:
    post = GuestBlogPost.objects.get()
    post.summary = summary
    return publish(post)


def test_what_was_changed_on_both_sides_is_named_and_kept(versions: tuple[Path, Path]) -> None:
    merge(versions[0], publish=True)
    change_here("Ours")
    told = merge(versions[1], publish=True)
    assert "Guest post “News”: conflict" in told and "changed here and there" in told
    post = GuestBlogPost.objects.get()
    assert (post.summary, post.get_latest_revision_as_object().summary) == ("Ours", "Ours")
    # A draft of here counts, too, and the conflict stays one until somebody decides.
    assert "1 conflict" in merge(versions[1], publish=True)
    told = merge(versions[1], publish=True, overwrite=True)
    assert "updated, published" in told and "is in its history" in told
    post.refresh_from_db()
    assert post.summary == "New"
    assert "1 unchanged" in merge(versions[1], publish=True)


def test_a_draft_of_here_is_a_change_too(versions: tuple[Path, Path]) -> None:
    merge(versions[0], publish=True)
    post = GuestBlogPost.objects.get()
    post.summary = "Ours, not public yet"
    post.save_revision()
    assert "1 conflict" in merge(versions[1])
    assert post.get_latest_revision_as_object().summary == "Ours, not public yet"


def test_what_was_changed_here_only_stays(versions: tuple[Path, Path]) -> None:
    merge(versions[0], publish=True)
    change_here("Ours")
    told = merge(versions[0], publish=True)
    assert "unchanged" in told and "changed here only" in told
    assert GuestBlogPost.objects.get().summary == "Ours"
    # And it is still known as a change of here when there is a later version there.
    assert "1 conflict" in merge(versions[1], publish=True)


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """An installation that is a copy, such as a restored backup, has changed nothing itself."""
    post = make_post(title="News", summary="Old")
    with other_installation():
        post.summary = "New"
        publish(post)
        archive = export_pages(tmp_path / "some", "/news/")
    assert "Guest post “News”: updated, published" in merge(archive, publish=True)
    assert GuestBlogPost.objects.get().summary == "New"


def test_a_page_of_the_same_path_is_not_overwritten(tmp_path: Path) -> None:
    with other_installation():
        make_post(title="News", summary="Theirs")
        archive = export_pages(tmp_path / "some", "/news/")
    make_post(title="News", summary="Ours")
    assert "Guest post “News”: conflict" in merge(archive, publish=True)
    assert GuestBlogPost.objects.get().summary == "Ours"


def test_another_kind_of_page_at_the_path(tmp_path: Path) -> None:
    with other_installation():
        make_post(title="News")
        archive = export_pages(tmp_path / "some", "/news/")
    make_section(title="News")
    with pytest.raises(CommandError, match="Another page is at /news/ here"):
        merge(archive)
    assert not GuestBlogPost.objects.exists()


def test_what_was_deleted_here_stays_deleted(versions: tuple[Path, Path]) -> None:
    merge(versions[0], publish=True)
    GuestBlogPost.objects.get().delete()
    assert "deleted here" in merge(versions[1], publish=True)
    assert not GuestBlogPost.objects.exists()
    assert "created, published" in merge(versions[1], publish=True, overwrite=True)


def test_what_was_unpublished_here_stays_so(versions: tuple[Path, Path]) -> None:
    merge(versions[0], publish=True)
    GuestBlogPost.objects.get().unpublish()
    assert "it was unpublished here" in merge(versions[0], publish=True)
    assert not GuestBlogPost.objects.get().live


def test_records_and_topics_have_conflicts(tmp_path: Path) -> None:
    with other_installation():
        post = make_post(title="News")
        post.authors.set([type(post.authors.first())(person=make_person("Ada Writer", job_title="There"))])
        post.topics.set([Topic.objects.create(name="Safe work", slug="safe-work", description="There")])
        publish(post)
        archive = export_pages(tmp_path / "some", "/news/")
    make_person("Ada Writer", job_title="Here")
    Topic.objects.create(name="Safe work", slug="safe-work", description="Here")
    assert "2 conflict" in merge(archive, publish=True)
    post = GuestBlogPost.objects.get()
    assert (post.authors.get().person.job_title, post.topics.get().description) == ("Here", "Here")
    assert (Person.objects.count(), Topic.objects.count()) == (1, 1)


def link_to(page: Page) -> list[dict[str, object]]:
    text = f'<p>See <a linktype="page" id="{page.pk}">it</a>.</p>'
    return [block("paragraph", text), block("related_pages", {"pages": [block("item", page.pk)]})]


def test_links_to_pages_that_do_not_come_along(tmp_path: Path) -> None:
    with other_installation():
        post = make_post(title="News", body=link_to(make_section(title="Elsewhere")))
        archive = export_pages(tmp_path / "some", "/news/")
        assert export_pages(tmp_path / "target", "/elsewhere/")
        assert post.live
    told = merge(archive, publish=True)
    assert "links to it lead nowhere: “Elsewhere” (/elsewhere/), in News" in told
    assert "unchanged" in merge(archive, publish=True)
    # A page of the path is it, whoever made it.
    section = make_section(title="Elsewhere")
    assert "Guest post “News”: updated" in merge(archive, publish=True)
    post = GuestBlogPost.objects.get().get_latest_revision_as_object()
    assert f'linktype="page" id="{section.pk}"' in str(post.body.raw_data[0]["value"])
    assert post.body.raw_data[1]["value"]["pages"][0]["value"] == section.pk


def test_a_page_below_one_that_is_not_here(tmp_path: Path) -> None:
    with other_installation():
        make_post(make_section(title="Blog"), title="News")
        alone = export_pages(tmp_path / "alone", "/blog/news/")
        both = export_pages(tmp_path / "both", "/blog", with_descendants=True)
    with pytest.raises(CommandError, match="The page above it is not here: export “Blog”"):
        merge(alone)
    merge(both, publish=True)
    assert GuestBlogPost.objects.get().get_parent().specific == SectionPage.objects.get()
    assert "unchanged" in merge(alone)


class TestPrivacy:
    """What only some may see there, not everybody sees here."""

    def test_a_new_page_is_restricted(self, tmp_path: Path) -> None:
        with other_installation():
            hidden = make_section(title="Members")
            restriction = PageViewRestriction.objects.create(page=hidden, restriction_type="groups")
            restriction.groups.set([Group.objects.create(name="Board")])
            make_post(hidden, title="Minutes")
            archive = export_pages(tmp_path / "some", "/members/", with_descendants=True)
        merge(archive, publish=True)
        assert details()["/members/minutes/"] == 404
        # The group is not here.
        assert PageViewRestriction.objects.get().restriction_type == "login"

    def test_a_page_below_a_restricted_one_is_restricted_itself(self, tmp_path: Path) -> None:
        with other_installation():
            hidden = make_section(title="Members")
            PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="secret")
            make_post(hidden, title="Minutes")
            archive = export_pages(tmp_path / "some", "/members/minutes/")
        assert b"secret" not in (archive / "data/objects.jsonl").read_bytes()
        make_section(title="Members")
        merge(archive, publish=True)
        assert details()["/members/minutes/"] == 404
        assert len(PageViewRestriction.objects.get().password) > 30

    def test_a_page_that_is_public_here_is_not_published(self, tmp_path: Path) -> None:
        post = make_post(title="News", summary="Old")
        with other_installation():
            PageViewRestriction.objects.create(page=post, restriction_type="login")
            post.summary = "For members only"
            publish(post)
            archive = export_pages(tmp_path / "some", "/news/")
        assert "there only some may see it, and here everybody" in merge(archive, publish=True)
        assert GuestBlogPost.objects.get().summary == "Old"

    def test_a_private_collection_is_another_one_than_a_public_one(self, tmp_path: Path) -> None:
        with other_installation():
            press = Collection.get_first_root_node().add_child(name="Press")
            CollectionViewRestriction.objects.create(collection=press, restriction_type="login")
            make_post(title="News", feature_image=make_image("Theirs", collection=press))
            archive = export_pages(tmp_path / "some", "/news/")
        ours = Collection.get_first_root_node().add_child(name="Press")
        merge(archive, publish=True)
        image = GuestBlogPost.objects.get().feature_image
        assert image.collection != ours and image.collection.get_view_restrictions().exists()
        assert details()["/news/"]["feature_image"] is None

    def test_users_groups_and_settings_never_come_along(self, tmp_path: Path) -> None:
        with other_installation():
            make_post(title="News", owner=None)
            archive = export_pages(tmp_path / "some", "/news/")
        models = {
            json.loads(line)["fields"]["model"] for line in (archive / "data/objects.jsonl").read_text().splitlines()
        }
        assert models == {"pages.guestblogpost"}


class TestRefusals:
    """Each is a sentence, and changes nothing."""

    def test_an_archive_of_a_whole_site(self, tmp_path: Path) -> None:
        call_command("export_site", str(tmp_path / "whole"))
        with pytest.raises(CommandError, match="whole site"):
            merge(tmp_path / "whole")

    def test_an_archive_of_pages_without_merge(self, tmp_path: Path) -> None:
        make_post(title="News")
        archive = export_pages(tmp_path / "some", "/news/")
        with pytest.raises(CommandError, match="add --merge"):
            call_command("import_site", str(archive))

    def test_options_of_a_merge_alone(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="are about --merge"):
            call_command("import_site", str(tmp_path), publish=True)

    @pytest.mark.parametrize("name", ["/nowhere/", "99999"])
    def test_a_page_that_is_not_there(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(CommandError, match=f"There is no page {name}"):
            export_pages(tmp_path / "some", name)

    def test_a_page_that_is_not_public(self, tmp_path: Path) -> None:
        post = make_post(title="News")
        post.unpublish()
        with pytest.raises(CommandError, match="“News” is not public: add --with-drafts"):
            export_pages(tmp_path / "some", "/news/")
        with other_installation():
            make_post(title="Draft").unpublish()
            archive = export_pages(tmp_path / "drafts", "/draft/", with_drafts=True)
        merge(archive, publish=True)
        assert not GuestBlogPost.objects.get(title="Draft").live

    def test_options_of_an_archive_of_pages(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="--page is about an archive"):
            export_pages(tmp_path / "some", "/", with_history=True)
        with pytest.raises(CommandError, match="are about the pages of --page"):
            call_command("export_site", str(tmp_path / "some"), with_drafts=True)

    def test_an_archive_that_somebody_changed(self, tmp_path: Path) -> None:
        make_post(title="News")
        archive = export_pages(tmp_path / "some", "/news/")
        path = archive / "data/objects.jsonl"
        path.write_bytes(path.read_bytes().replace(b"News", b"Fake"))
        with pytest.raises(CommandError, match="is not what was archived"):
            merge(archive)

    def test_a_picture_without_its_file(self, tmp_path: Path, uploads: Path) -> None:
        with other_installation():
            image = make_image("Theirs")
            image.get_file_hash()
            make_post(title="News", feature_image=image)
            image.file.storage.delete(image.file.name)
            archive = export_pages(tmp_path / "some", "/news/")
        with pytest.raises(CommandError, match="is missing in the archive"):
            merge(archive)
        assert not Page.objects.filter(title="News").exists()
