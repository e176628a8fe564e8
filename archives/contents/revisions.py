"""Which revisions are archived without the history: the drafts, and what is scheduled."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import DraftStateMixin, Revision, RevisionMixin

from archives.contents.models import archived_models


def chosen_revisions(history: bool) -> QuerySet[Any]:
    """Return all revisions with the history; else those that say what no row of an object says.

    These are the latest ones of objects with unpublished changes, the scheduled ones, and those without which another
    archived row could not be.
    """
    if history:
        return Revision.objects.all()
    wanted = Q(approved_go_live_at__isnull=False)
    for model in archived_models():
        fields = {field.name: field for field in model._meta.local_concrete_fields}
        if issubclass(model, DraftStateMixin) and issubclass(model, RevisionMixin) and "latest_revision" in fields:
            drafts = model._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True))
            wanted |= Q(pk__in=drafts.filter(latest_revision__isnull=False).values("latest_revision"))
        if not archived_models()[model].history:
            for field in fields.values():
                if field.related_model is Revision and not field.null:
                    wanted |= Q(pk__in=model._base_manager.values(field.attname))
    return Revision.objects.filter(wanted)
