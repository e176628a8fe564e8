"""An archive has the releases to come, and what is in them, and no others."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from pages.models import User
from releases.members.adding import add_members
from releases.members.contents import read_members
from releases.models import Release
from releases.publishing.publishing import publish_release
from tests.archives.conftest import uploads
from tests.content import add, home, make_person
from tests.releases.conftest import account

__all__ = ["uploads"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, whose content is in no database any more."""
    from pages.models import SectionPage

    folder = tmp_path_factory.mktemp("made")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(folder / "media")), transaction.atomic():
        editor = account("editor", "Editor")
        section = add(home(), SectionPage(title="Campaign"))
        section.save_revision(user=editor)
        release = Release.objects.create(title="The campaign", created_by=editor)
        add_members(release, [section, make_person()], editor)
        Release.objects.create(title="Over", status=Release.Status.PUBLISHED)
        call_command("export_site", str(folder / "archive"), stdout=io.StringIO(), stderr=io.StringIO())
        transaction.set_rollback(True)
    return folder / "archive"


def test_a_release_can_be_published_where_it_was_imported(archive: Path, uploads: Path) -> None:
    call_command("import_site", str(archive), stdout=io.StringIO(), stderr=io.StringIO())
    release = Release.objects.get()
    assert release.title == "The campaign"
    assert [content.title for content in read_members(release.members.all())] == ["Campaign", "Ada Writer"]
    publish_release(release, User.objects.create_superuser("boss@example.org", "a-password-for-tests"))
    assert Release.objects.get().is_published
