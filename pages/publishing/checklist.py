"""What an editor sees beside “Publish” before pressing it: what stops the page, and what would improve it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from pages.publishing.body_gaps import body_gaps
from pages.publishing.consent import Consent
from pages.publishing.rules import PublishFinding


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist. ``path`` is the content path to which it leads: “summary”, “authors.0.name”."""

    message: str
    path: str = ""


@dataclass(frozen=True)
class Checklist:
    """The lines of the checklist: what stops publishing, and advice that stops nobody."""

    needed: tuple[ChecklistItem, ...]
    advice: tuple[ChecklistItem, ...]


def checklist(page: Any, consent: Consent | None = None) -> Checklist:
    """Return the checklist of a page, whatever state its draft is in.

    What the live version lacks too is advice, because it does not stop an update. Records that ``consent`` covers are
    published with the page.
    """
    blocking, tolerated = page.split_publish_errors(consent)
    needed = [*_missing(page), *_items(page, blocking)]
    advice = [*_items(page, tolerated), *_items(page, page.publish_warnings())]
    return Checklist(tuple(dict.fromkeys(needed)), tuple(dict.fromkeys(advice)))


def _items(page: Any, findings: Any) -> Iterator[ChecklistItem]:
    """Yield a line for each finding, and for an incomplete block one for each of its gaps."""
    for finding in findings:
        if finding.code == "body_incomplete":
            gaps = [gap for gap in body_gaps(page.body) if gap.block_id == finding.subject]
            yield from (ChecklistItem(gap.message, ".".join(("body", *gap.path))) for gap in gaps)
            if gaps:
                continue
        yield ChecklistItem(finding.message, _path(page, finding))


def _path(page: Any, finding: PublishFinding) -> str:
    if finding.relation is None:
        return finding.field or ""
    position = _position(page, finding.relation, finding.row)
    return finding.relation if position is None else f"{finding.relation}.{position}.{finding.field or ''}".strip(".")


def _position(page: Any, relation: str, row: Any) -> int | None:
    rows = list(getattr(page, relation).all()) if row is not None else []
    return next((position for position, other in enumerate(rows) if other is row or other == row), None)


def incomplete_fields(content: Model, skipped: frozenset[str] = frozenset()) -> Iterator[ChecklistItem]:
    """Yield a line for each field of a page or record that is required, or whose value is not allowed."""
    for name, error in _invalid(content, skipped):
        yield ChecklistItem(_sentence(content, name, error), name)


def _missing(page: Any) -> Iterator[ChecklistItem]:
    """Yield a line for each field of the page and its rows that is required, or whose value is not allowed."""
    skipped = {field.name for field in Page._meta.get_fields()} - {"title"}
    yield from incomplete_fields(page, frozenset({*skipped, "body"}))
    for relation in get_all_child_relations(page):
        if relation.related_model._meta.app_label.startswith("wagtail"):
            continue
        name = relation.get_accessor_name()
        for position, row in enumerate(getattr(page, name).all()):
            label = str(row._meta.verbose_name).capitalize()
            for field, message in _invalid(row, frozenset({relation.field.name, "sort_order"})):
                sentence = f"{label}: {_sentence(row, field, message)}"
                yield ChecklistItem(sentence, f"{name}.{position}.{field}")


def _invalid(content: Model, skipped: frozenset[str]) -> Iterator[tuple[str, ValidationError]]:
    """Yield the name of each editable field with an invalid value, and the error. It makes no queries."""
    automatic = {
        field.name
        for field in content._meta.concrete_fields
        # Whether a chosen object exists is checked when it is chosen; checking it here would be a query for each.
        if not field.editable or (isinstance(field, ForeignKey) and getattr(content, field.attname) is not None)
    }
    try:
        content.clean_fields(exclude=skipped | automatic)
    except ValidationError as errors:
        for name, found in errors.error_dict.items():
            if name != NON_FIELD_ERRORS:
                yield name, found[0]


def _sentence(content: Model, name: str, error: ValidationError) -> str:
    label = str(content._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    if error.code in ("blank", "null"):
        return f"Fill in “{label[:1].upper()}{label[1:]}”."
    return f"“{label[:1].upper()}{label[1:]}”: {' '.join(error.messages)}"
