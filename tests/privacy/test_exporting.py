"""What is stored about a person is written to files, as a whole or not at all."""

import datetime
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from pages.models import GuestBlogPost, PostAuthor
from privacy.consents.advice import consent_warnings
from privacy.models import Consent
from tests.content import make_image, make_person, make_post
from tests.privacy.conftest import NAME, run

pytestmark = [pytest.mark.django_db]


def test_a_copy_in_a_zip_file(uploads: Path, tmp_path: Path) -> None:
    person = make_person(NAME, photo=make_image("Portrait"))
    make_post(title="By them", authors=[PostAuthor(person=person)])
    Consent.objects.create(person=person, purpose="portrait", given_on=datetime.date(2024, 1, 2), source="email")
    target = tmp_path / "copy.zip"
    run("export_person", person.slug, target)
    with zipfile.ZipFile(target) as archive:
        record, traces = (json.loads(archive.read(name)) for name in ("person.json", "traces.json"))
        assert record["record"]["name"] == NAME and record["consents"][0]["source"] == "email"
        assert f"picture-{person.photo_id}.jpg" in archive.namelist()
        assert NAME in archive.read("summary.txt").decode()
    assert {"pages.PostAuthor", "pages.Person"} <= {trace["where"] for trace in traces["traces"]}
    before = target.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        run("export_person", person.slug, target)
    assert target.read_bytes() == before and [path.name for path in tmp_path.glob(".copy*")] == []


def test_a_hint_before_publishing() -> None:
    person = make_person(NAME)
    post = GuestBlogPost.objects.get(pk=make_post(authors=[PostAuthor(person=person)]).pk)
    assert consent_warnings(post) == []
    days = {"given_on": datetime.date(2020, 1, 1), "ends_on": datetime.date(2021, 1, 1)}
    consent = Consent.objects.create(person=person, purpose="name", source="form", **days)
    assert "only until 1 January 2021" in consent_warnings(post)[0].message
    Consent.objects.create(person=person, purpose="name", source="form", given_on=datetime.date(2021, 1, 1))
    assert consent_warnings(post) == []
    Consent.objects.exclude(pk=consent.pk).update(withdrawn_on=datetime.date(2022, 2, 2))
    assert "withdrew that on 2 February 2022" in consent_warnings(post)[0].message
    # A record is not in use by its consents.
    post.delete()
    person.delete()
    assert not Consent.objects.exists()


def test_the_list_of_consents(admin_client: object) -> None:
    from django.urls import reverse

    Consent.objects.create(person=make_person(NAME), purpose="text", given_on=datetime.date(2024, 1, 2), source="form")
    assert NAME in admin_client.get(reverse("consents:index")).text  # type: ignore[attr-defined]
    assert admin_client.get(reverse("consents:add")).status_code == 200  # type: ignore[attr-defined]
