"""Pages of an application that no archive has heard of leave, and return as they were.

Run by ``tests/archives/test_other_applications.py`` with this application installed.
"""

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from archives.checks import check_archived_models
from archives.contents.models import archived_models
from tests.applications.press.models import FlashAdvisory, PressContact, PressRelease
from tests.changes import append_changes
from tests.content import add, home, make_person, make_topic, publish

pytestmark = pytest.mark.django_db


def test_pages_of_another_application_return(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    with transaction.atomic():
        day = datetime.date(2030, 5, 1)
        draft = add(home(), FlashAdvisory(title="We warn", issued_on=day, intro="<p>Loudly.</p>", urgency="now"))
        draft.contacts.set([PressContact(person=make_person("Ada Writer"))])
        draft.topics.set([make_topic("Safe work")])
        draft.tags.add("heat")
        draft.save()
        page = publish(draft)
        append_changes()
        address = f"/api/v2/pages/{page.pk}/?fields=*"
        before = Client().get(address).json()
        call_command("export_site", str(tmp_path / "archive"), stdout=io.StringIO())
        transaction.set_rollback(True)
    assert Client().get(address).status_code == 404
    call_command("import_site", str(tmp_path / "archive"), stdout=io.StringIO())
    assert Client().get(address).json() == before
    found = FlashAdvisory.objects.get()
    assert (found.minutes, found.urgency, [tag.name for tag in found.tags.all()]) == (5, "now", ["heat"])
    assert before["title"] == "We warn" and found.contacts.count() == found.topics.count() == 1


def test_nothing_of_it_is_undecided() -> None:
    assert {PressRelease, FlashAdvisory, PressContact, PressRelease.topics.through} <= archived_models().keys()
    assert check_archived_models(None) == []
