"""Show the whole site as it would be if the drafts of an editor were published.

Lists, filters, order, search results, links and paths all depend on the content of the database. So the drafts are
saved there in a transaction that is always rolled back: nobody else ever sees them, and all code that reads the site
works as it does for visitors.
"""

import datetime
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model, Q
from wagtail.models import Page, Revision
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages.previews.mixin import FrontendPreviewMixin
from pages.previews.selections import Selection, selection_for
from pages.previews.sessions import Preview
from pages.publishing.draftable import draftable_records, stored_instant

logger = logging.getLogger(__name__)

#: The maximum number of drafts in a perspective, besides the previewed page.
MAXIMUM_DRAFTS = 200
#: A user with any of these permissions may see drafts.
EDITING = {"change", "publish"}

_HAS_DRAFT = Q(latest_revision__isnull=False) & (Q(live=False) | Q(has_unpublished_changes=True))


class TooManyDrafts(Exception):
    """Raised if the editor may edit more drafts than a perspective can hold."""


@contextmanager
def perspective(preview: Preview, at: datetime.datetime | None = None) -> Iterator[None]:
    """Publish all drafts of the editor of ``preview`` in the database for the duration of the context.

    These are the previewed draft as currently typed, and the latest versions of pages and shared records that the
    editor may edit, or those of them that a ``Selection`` names. With ``at``, versions that go live after that instant
    are left out, and so is a draft that cannot be saved, for example because its slug has been taken. Everything is
    rolled back. Raise ``TooManyDrafts`` if there are too many.
    """
    with transaction.atomic(), disable_reference_index_auto_update():
        try:
            selection = selection_for(preview, at)
            _withdraw(selection)
            for draft in _drafts(preview, at, selection):
                _publish(draft)
            yield
        finally:
            transaction.set_rollback(True)


def _withdraw(selection: Selection) -> None:
    for content_type, key in selection.withdrawn:
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        model._default_manager.filter(pk=key).update(live=False)


def _drafts(preview: Preview, at: datetime.datetime | None, selection: Selection) -> Iterator[Model]:
    """Yield the drafts in the order of publication: the path of a page depends on the published pages above it."""
    records, pages = list(_latest_of_records(preview, selection)), dict(_latest_of_pages(preview, selection))
    if len(records) + len(pages) > MAXIMUM_DRAFTS:
        raise TooManyDrafts
    revisions = Revision.objects.in_bulk([*records, *pages.values()])
    due = {key: revision for key, revision in revisions.items() if _is_due(revision, at)}
    for key in records:
        if key in due:
            yield due[key].as_object()
    own = preview.page
    own_place = Page.objects.filter(pk=own.pk).values_list("path", flat=True).first() or own.path
    for place in sorted([*pages, own_place]):
        if place not in pages:
            yield _typed(own)
        elif pages[place] in due:
            yield due[pages[place]].as_object()


def _latest_of_pages(preview: Preview, selection: Selection) -> Iterator[tuple[str, int]]:
    editable = page_permission_policy.instances_user_has_any_permission_for(preview.user, EDITING)
    drafts = editable.filter(_HAS_DRAFT).exclude(pk=preview.page.pk).order_by("path")
    yield from _selected(drafts, Page, selection, "path")


def _latest_of_records(preview: Preview, selection: Selection) -> Iterator[int]:
    for model in draftable_records():
        if ModelPermissionPolicy(model).user_has_any_permission(preview.user, EDITING):
            drafts = model._default_manager.filter(_HAS_DRAFT).order_by("pk")
            yield from (revision for _, revision in _selected(drafts, model, selection, "pk"))


def _selected(drafts: Any, model: type[Model], selection: Selection, column: str) -> Iterator[tuple[Any, int]]:
    """Yield a column and the version of each draft that a selection shows, up to one more than are allowed."""
    content_type = ContentType.objects.get_for_model(model).pk
    if selection.only is not None:
        drafts = drafts.filter(pk__in=[key for of_type, key in selection.only if of_type == content_type])
    hidden = selection.left_out | selection.withdrawn
    drafts = drafts.exclude(pk__in=[key for of_type, key in hidden if of_type == content_type])
    for value, key, revision in drafts.values_list(column, "pk", "latest_revision")[: MAXIMUM_DRAFTS + 1]:
        yield value, selection.versions.get((content_type, key), revision)


def _is_due(revision: Revision, at: datetime.datetime | None) -> bool:
    go_live_at = stored_instant(revision, "go_live_at")
    return at is None or go_live_at is None or go_live_at <= at


def _typed(page: Page) -> Page:
    """Return the previewed page at its current place: it may have been moved since the preview was opened."""
    if page.pk is None:
        return page
    draft: Page = type(page)._default_manager.get(pk=page.pk).with_content_json(json.loads(page.to_json()))
    return draft


def _publish(draft: Any) -> None:
    try:
        with transaction.atomic():
            if draft.pk is None:
                draft.live = False
                draft.get_parent().add_child(instance=draft)
            draft.live = True
            if isinstance(draft, FrontendPreviewMixin):
                draft.anticipate_publication()
            options = {"clean": False} if isinstance(draft, Page) else {}
            draft.save(**options)
    except (ValidationError, IntegrityError, DataError) as error:
        logger.info("The draft of %s is left out of a preview of the site: %s", draft, error)
