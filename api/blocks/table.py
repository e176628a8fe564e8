"""Data in rows and columns."""

from typing import Any

from rest_framework.fields import CharField, ListField
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from api.blocks.block_type import BlockType, collect_nothing, no_texts
from api.blocks.stored import stored_text
from api.loading.related_objects import RelatedObjects
from api.rich_text.simple_html import element, html_text
from api.shapes.shape import Shape
from pages.blocks.parts import TablePart


class TableBlock(WagtailTableBlock):
    """Data in rows and columns."""

    class Meta:
        icon = "table"
        label = "Table"
        preview_value = {
            "first_row_is_table_header": True,
            "data": [["Year", "Inspections", "Fines"], ["2023", "1,204", "86"], ["2024", "1,377", "112"]],
        }
        description = "Figures or facts in rows and columns."


class TableValueShape(Shape):
    caption = CharField()
    header = ListField(child=CharField())
    rows = ListField(child=ListField(child=CharField()))


class TableBlockType(BlockType):
    """A table with its caption, its header and its rows."""

    name = "table"
    editor = TableBlock()
    made_from = TablePart
    shape = TableValueShape
    texts = no_texts
    collect = collect_nothing

    def from_part(self, part: TablePart) -> dict[str, Any]:
        choice = "row" if part.has_header else "neither"
        return {
            "data": [list(row) for row in part.rows],
            "first_row_is_table_header": part.has_header,
            "first_col_is_header": False,
            "table_header_choice": choice,
            "table_caption": part.caption,
        }

    def build(self, value: Any, related: RelatedObjects, anchors: set[str]) -> dict[str, Any]:
        rows = [[str(cell) if cell is not None else "" for cell in row] for row in value.get("data") or []]
        has_header = bool(value.get("first_row_is_table_header"))
        return {
            "caption": stored_text(value, "table_caption"),
            "header": rows[0] if has_header and rows else [],
            "rows": rows[1:] if has_header else rows,
        }

    def html(self, value: Any, page_url: str) -> str:
        caption = element("caption", html_text(value["caption"])) if value["caption"] else ""
        header = element("thead", _row(value["header"], "th")) if value["header"] else ""
        return element("table", caption + header + element("tbody", "".join(_row(row, "td") for row in value["rows"])))


def _row(cells: list[str], tag: str) -> str:
    return element("tr", "".join(element(tag, html_text(cell)) for cell in cells))
