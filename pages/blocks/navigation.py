"""The blocks of a menu: entries with a target and groups without one, each with at most one level below it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from pages.blocks.stored_stream import StoredStreamBlock
from pages.fields.validators import LONGEST_ADDRESS, web_address

#: More entries than any usable menu has. The limit keeps the responses about the site small.
MAXIMUM_ENTRIES = 30
PAGE_LABEL = "Leave empty to use the current title of the page."


class PageEntryBlock(blocks.StructBlock):
    """An entry that links to a page."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(max_length=255, required=False, help_text=PAGE_LABEL)

    class Meta:
        icon = "doc-empty"
        label = "Page"
        description = "A page of this site. The entry is hidden while the page is not published."


class DocumentEntryBlock(blocks.StructBlock):
    """An entry that links to a document."""

    document = DocumentChooserBlock()
    label = blocks.CharBlock(max_length=255, required=False, help_text="Leave empty to use the title of the document.")

    class Meta:
        icon = "doc-full"
        label = "Document"
        description = "A file that readers can download."


class AddressEntryBlock(blocks.StructBlock):
    """An entry that links to another site."""

    label = blocks.CharBlock(max_length=255)
    url = blocks.URLBlock(max_length=LONGEST_ADDRESS, label="Web address", validators=[web_address])

    class Meta:
        icon = "link-external"
        label = "Web address"
        description = "A page on another site."


class EntriesBlock(blocks.StreamBlock):
    """Entries without further entries below them."""

    page = PageEntryBlock()
    document = DocumentEntryBlock()
    url = AddressEntryBlock()

    class Meta:
        icon = "list-ul"
        required = False
        max_num = MAXIMUM_ENTRIES


def _entries_below() -> EntriesBlock:
    return EntriesBlock(required=False, label="Below this entry")


class PageMenuBlock(PageEntryBlock):
    """An entry that links to a page, with entries below it."""

    children = _entries_below()


class DocumentMenuBlock(DocumentEntryBlock):
    """An entry that links to a document, with entries below it."""

    children = _entries_below()


class AddressMenuBlock(AddressEntryBlock):
    """An entry that links to another site, with entries below it."""

    children = _entries_below()


class GroupMenuBlock(blocks.StructBlock):
    """A label without a link, with entries below it."""

    label = blocks.CharBlock(max_length=255)
    children = _entries_below()

    class Meta:
        icon = "folder-open-inverse"
        label = "Group"
        description = "A heading with entries below it. It is hidden while none of its entries is shown."

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["children"]:
            message = "Add an entry below this group, or choose another kind of entry."
            raise StructBlockValidationError(block_errors={"children": ValidationError(message)})
        return value


class NavigationBlock(StoredStreamBlock):
    """A menu of two levels: entries, each with optional entries below it."""

    page = PageMenuBlock()
    document = DocumentMenuBlock()
    url = AddressMenuBlock()
    group = GroupMenuBlock()

    class Meta:
        required = False
        max_num = MAXIMUM_ENTRIES
        # Collapsed entries are easy to reorder by dragging.
        collapsed = True
