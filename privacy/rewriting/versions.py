"""Rewrites the versions of pages and records: old ones entirely, current ones like what is live."""

import re
from collections.abc import Callable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Page, Revision

from pages.models import Person
from pages.records.record import record_models
from privacy.rewriting.choice import Rewriting
from privacy.rewriting.plain import rewritten_json
from privacy.rewriting.serialized import rewritten

_CHUNK = 100


def current_versions() -> set[int]:
    """Return the keys of the versions that are live, the latest, or scheduled: what is published next comes of them."""
    current = set(Revision.objects.filter(~Q(approved_go_live_at=None)).values_list("pk", flat=True))
    for model in (Page, *record_models()):
        if issubclass(model, DraftStateMixin | Page):
            for keys in model._default_manager.values_list("latest_revision_id", "live_revision_id"):
                current.update(key for key in keys if key is not None)
    return current


def rewrite_versions(how: Rewriting, everything: Rewriting, report: Callable[[], object]) -> int:
    """Rewrite every version that names the person or refers to the record, and return how many those were."""
    current = current_versions()
    changed = 0
    for key in list(_candidates(how)):
        revision = Revision.objects.select_related("content_type").get(pk=key)
        model = revision.content_type.model_class()
        plan = how if key in current else everything
        content = revision.content
        new = rewritten(model, content, plan) if model is not None and isinstance(content, dict) else content
        if plan.everything:
            # Also what no field of the model has any more.
            new = rewritten_json(new, plan)
        title = plan.text(revision.object_str)
        if new != content or title != revision.object_str:
            Revision.objects.filter(pk=key).update(content=new, object_str=title)
            changed += 1
        report()
    return changed


def _candidates(how: Rewriting) -> Iterator[int]:
    """Yield the keys of the versions that may have to be rewritten, without those of the record."""
    key = how.subject.key
    refers = re.compile(rf"[\[:,]\s*{key}\s*[,\]}}]") if key is not None else None
    raw = Cast("content", TextField())
    revisions = Revision.objects.order_by("pk")
    if key is not None:
        own = {"base_content_type": ContentType.objects.get_for_model(Person), "object_id": str(key)}
        revisions = revisions.exclude(**own)
    for pk, text, title in revisions.values_list("pk", raw, Cast("object_str", CharField())).iterator(_CHUNK):
        if (refers and refers.search(text)) or how.spellings.may_be_in(f"{title} {text}"):
            yield pk
