"""What other sites tell about their videos and posts, fetched after publishing and kept."""

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
    """Yield the addresses that blocks of a page's body embed."""
    types = editor_block_types()
    for block in body.raw_data:
        if (block_type := types.get(block["type"])) and isinstance(block["value"], block_type.stored_as):
            yield from filter(None, block_type.embedded_urls(block["value"]))


def embedding_block_types() -> list[str]:
    """Return the names of the types of block that can embed something."""
    return [
        name
        for name, block_type in editor_block_types().items()
        if type(block_type).embedded_urls is not EditorBlockType.embedded_urls
    ]


def unknown_addresses(body: Any) -> list[str]:
    """Return the embedded addresses of which nothing is stored yet."""
    hashes = {get_embed_hash(url): url for url in embedded_addresses(body)}
    known = set(Embed.objects.filter(hash__in=hashes).values_list("hash", flat=True)) if hashes else set()
    return [url for key, url in hashes.items() if key not in known]


@task()
def fetch_embeds(addresses: list[str]) -> None:
    """Ask the sites behind some addresses how to show them.

    A site that cannot be reached or does not know the address changes nothing: the frontend then shows a link.
    """
    for address in addresses:
        try:
            get_embed(address)
        except (EmbedException, OSError):
            logger.info("Nothing is known about the embedded address %s.", address, exc_info=True)
