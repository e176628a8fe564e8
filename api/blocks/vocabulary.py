"""The blocks of this project, in the order in which the editor offers them. A new block needs one line here."""

from api.blocks.call_to_action import CallToActionBlockType
from api.blocks.callout import CalloutBlockType
from api.blocks.document import DocumentBlockType
from api.blocks.embed import EmbedBlockType
from api.blocks.gallery import GalleryBlockType
from api.blocks.heading import HeadingBlockType
from api.blocks.image import ImageBlockType
from api.blocks.paragraph import ParagraphBlockType
from api.blocks.people import PeopleBlockType
from api.blocks.quote import QuoteBlockType
from api.blocks.registry import register_block
from api.blocks.related_pages import RelatedPagesBlockType
from api.blocks.table import TableBlockType

OWN_BLOCKS = (
    ParagraphBlockType(),
    HeadingBlockType(),
    ImageBlockType(),
    GalleryBlockType(),
    QuoteBlockType(),
    EmbedBlockType(),
    CallToActionBlockType(),
    DocumentBlockType(),
    TableBlockType(),
    CalloutBlockType(),
    PeopleBlockType(),
    RelatedPagesBlockType(),
)


def register_own_blocks() -> None:
    """Register the blocks of this project."""
    for block_type in OWN_BLOCKS:
        register_block(block_type, own=True)
