"""Aliases: pages that show the content of another page in a second place."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page


def without_aliases(pages: QuerySet[Any], originals: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out the aliases of pages that are among ``originals``, so that no content is there twice."""
    return pages.exclude(alias_of__in=originals.order_by().values("pk"))


def take_keys_of_originals(pages: Sequence[Page]) -> None:
    """Give each alias the ``translation_key`` of its original: it is the same thing. One query, if there are any."""
    wanted = [page.alias_of_id for page in pages if page.alias_of_id]
    if wanted:
        keys = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "translation_key"))
        for page in pages:
            page.translation_key = keys.get(page.alias_of_id, page.translation_key)
