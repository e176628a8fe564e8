"""What a menu is made of: entries that lead somewhere, groups that only gather entries, and one level below each."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from pages.fields.validators import web_address

#: More entries than anybody would look through; a menu is part of every answer about the site.
MAXIMUM_ENTRIES = 30
PAGE_LABEL = "Left empty, the title of the page is used, also after it has changed."


class PageEntryBlock(blocks.StructBlock):
    """An entry that leads to a page."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(max_length=255, required=False, help_text=PAGE_LABEL)

    class Meta:
        icon = "doc-empty"
        label = "Page"
        description = "A page of this site. The entry is hidden while the page is not published."


class DocumentEntryBlock(blocks.StructBlock):
    """An entry that leads to a file."""

    document = DocumentChooserBlock()
    label = blocks.CharBlock(max_length=255, required=False, help_text="Left empty, the title of the document is used.")

    class Meta:
        icon = "doc-full"
        label = "Document"
        description = "A file that readers can download."


class AddressEntryBlock(blocks.StructBlock):
    """An entry that leads to another site."""

    label = blocks.CharBlock(max_length=255)
    url = blocks.URLBlock(label="Web address", validators=[web_address])

    class Meta:
        icon = "link-external"
        label = "Web address"
        description = "A page of another site."


class EntriesBlock(blocks.StreamBlock):
    """Entries that have nothing below them."""

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
    """An entry that leads to a page, with entries below it."""

    children = _entries_below()


class DocumentMenuBlock(DocumentEntryBlock):
    """An entry that leads to a file, with entries below it."""

    children = _entries_below()


class AddressMenuBlock(AddressEntryBlock):
    """An entry that leads to another site, with entries below it."""

    children = _entries_below()


class GroupMenuBlock(blocks.StructBlock):
    """A label that leads nowhere, with entries below it."""

    label = blocks.CharBlock(max_length=255)
    children = _entries_below()

    class Meta:
        icon = "folder-open-inverse"
        label = "Group"
        description = "A heading with entries below it. It is hidden while none of them shows."

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value["children"]:
            message = "Add an entry below this group, or choose another kind of entry."
            raise StructBlockValidationError(block_errors={"children": ValidationError(message)})
        return value


class NavigationBlock(blocks.StreamBlock):
    """A menu: entries, each perhaps with entries below it, and no deeper."""

    page = PageMenuBlock()
    document = DocumentMenuBlock()
    url = AddressMenuBlock()
    group = GroupMenuBlock()

    class Meta:
        required = False
        max_num = MAXIMUM_ENTRIES
        # At first an overview, in which entries are easily dragged.
        collapsed = True
