"""Writes what is stored about a person to a folder or a zip file (articles 15 and 20 of the GDPR)."""

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils import timezone
from wagtail.images import get_image_model

from privacy.erasing.portraits import portraits_of
from privacy.exporting.summary import summary_of
from privacy.models import Consent
from privacy.tracing.database import Show
from privacy.tracing.subject import Subject
from privacy.tracing.trace import Trace
from privacy.tracing.tracing import NOT_SEARCHED, Report, search

FORMAT = "coalition-cms personal data 1"
#: Only whoever exported it reads it.
_FILE, _FOLDER = 0o600, 0o700


class ExportError(Exception):
    """Raised if nothing was written; its text is a sentence."""


def export_person(subject: Subject, target: Path, show: Show = lambda line: None) -> Report:
    """Write a new folder, or a new file that ends with ``.zip``, and return what was found.

    It has ``person.json`` (the record, its versions and its consents), ``traces.json`` (every place that names the
    person), ``summary.txt`` and the pictures. It appears as a whole or not at all, and replaces nothing. Raise
    ``ExportError`` if the target exists or cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise ExportError(f"{target} exists already. Choose a new name.")
    if not target.parent.is_dir():
        raise ExportError(f"{target.parent} is no folder.")
    report = search(subject, show)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as temporary:
            folder = Path(temporary, "content")
            folder.mkdir(mode=_FOLDER)
            write_export(folder, report)
            _hand_over(folder, target)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error}.") from error
    return report


def write_export(folder: Path, report: Report) -> None:
    """Write the files of an export into an empty folder."""
    record = described(report.subject)
    pictures = list(_pictures(folder, report))
    record["pictures"] = pictures
    traces: dict[str, Any] = {"not_searched": NOT_SEARCHED, "searched": report.searched.counts()}
    traces["traces"] = [described_trace(trace) for trace in report.traces]
    for name, text in (
        ("person.json", as_json(record)),
        ("traces.json", as_json(traces)),
        ("summary.txt", summary_of(record, report)),
    ):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(_FILE)


def described(subject: Subject) -> dict[str, Any]:
    """Return the record of a person with its links, versions and consents, ready for JSON."""
    found: dict[str, Any] = {"format": FORMAT, "exported_at": timezone.now(), "name": subject.name}
    found["looked_for"] = {"names": subject.spellings.names, "addresses": subject.spellings.addresses}
    person = subject.person
    if person is not None:
        consents = Consent.objects.filter(person=person)
        found["record"] = person.serializable_data()
        found["versions"] = [
            {"created_at": revision.created_at, "content": revision.content}
            for revision in person.revisions.order_by("pk")
        ]
        found["consents"] = [model_to_dict(consent) for consent in consents]
    found["accounts"] = [
        {"email": user.email, "first_name": user.first_name, "last_name": user.last_name, "since": user.date_joined}
        for user in subject.accounts()
    ]
    return found


def described_trace(trace: Trace) -> dict[str, Any]:
    """Return a trace, ready for JSON. Of long texts it has the surroundings of the name."""
    return {
        "where": trace.label,
        "key": str(trace.key),
        "field": trace.column,
        "kind": "relation" if trace.is_relation else "copy",
        "when_erased": trace.holder.treatment.value,
        "text": trace.excerpt,
    }


def as_json(value: Any) -> str:
    """Return indented JSON with every letter as it is."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def _pictures(folder: Path, report: Report) -> Any:
    images = get_image_model()._default_manager.filter(pk__in=portraits_of(report.subject, report.traces))
    for image in images.order_by("pk"):
        name = f"picture-{image.pk}{Path(image.file.name).suffix.lower()}"
        try:
            with default_storage.open(image.file.name) as source, (folder / name).open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except FileNotFoundError:
            continue
        (folder / name).chmod(_FILE)
        yield {"file": name, "title": image.title, "alt": image.alt, "caption": image.caption, "credit": image.credit}


def _hand_over(folder: Path, target: Path) -> None:
    if target.suffix.lower() != ".zip":
        # Fails if a folder with anything in it has appeared there meanwhile.
        os.rename(folder, target)
        return
    packed = folder.parent / "packed.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    packed.chmod(_FILE)
    # Unlike renaming, a link never replaces a file.
    os.link(packed, target)
