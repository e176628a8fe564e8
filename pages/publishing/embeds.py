"""Embed data of videos and posts on other sites, fetched after publishing and stored."""

import logging
from collections.abc import Iterator
from typing import Any

from django_tasks import task
from wagtail.embeds.embeds import get_embed, get_embed_hash
from wagtail.embeds.exceptions import EmbedException
from wagtail.embeds.models import Embed

from pages.blocks.block_type import EditorBlockType, editor_block_types

logger = logging.getLogger(__name__)


def embedded_addresses(body: Any) -> Iterator[str]:
    """Yield the URLs that the blocks of a page's body embed."""
    types = editor_block_types()
    for block in body.raw_data:
        if (block_type := types.get(block["type"])) and isinstance(block["value"], block_type.stored_as):
            yield from filter(None, block_type.embedded_urls(block["value"]))


def embedding_block_types() -> list[str]:
    """Return the names of the block types that can embed URLs."""
    return [
        name
        for name, block_type in editor_block_types().items()
        if type(block_type).embedded_urls is not EditorBlockType.embedded_urls
    ]


def unfetched_urls(body: Any) -> list[str]:
    """Return the embedded URLs for which no embed data is stored yet."""
    hashes = {get_embed_hash(url): url for url in embedded_addresses(body)}
    known = set(Embed.objects.filter(hash__in=hashes).values_list("hash", flat=True)) if hashes else set()
    return [url for key, url in hashes.items() if key not in known]


@task()
def fetch_embeds(urls: list[str]) -> None:
    """Fetch and store the embed data of some URLs from their sites.

    If a site cannot be reached or does not know the URL, nothing is stored and the frontend shows a link.
    """
    for url in urls:
        try:
            get_embed(url)
        except (EmbedException, OSError):
            logger.info("No embed data could be fetched for %s.", url, exc_info=True)
