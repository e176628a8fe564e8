"""Nonsense for every column of every table that is served, made from the definitions of the models and blocks.

No form lets it pass, but imports, statements by hand and older versions may leave it in the database.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField

#: The applications whose tables the API, the feeds and the editor read.
SERVED_APPS = frozenset({"pages", "taggit", "wagtaildocs", "wagtailredirects", "wagtailembeds"})
#: Of Wagtail's own tables those that hold content.
SERVED_MODELS = frozenset({"wagtailcore.page", "wagtailcore.site", "wagtailcore.locale", "wagtailcore.collection"})
#: Tables of accounts and of work in progress: nothing in them is content.
NOT_CONTENT = frozenset(
    f"pages.{name}"
    for name in ("user", "user_groups", "user_user_permissions", "answeredsave", "calendaraddress", "previewsession")
) | {"pages.sharelink", "pages.scheduledrecord"}

ADDRESSES = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "javascript\t:x",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "//evil.example.org/",
        "http://[::1",
        "http://",
    ),
    *(
        "https://example.org/\r\nX-Injected: 1",
        "https://exa mple.org/",
        "https://example.org:99999999/",
        "https://[v1.x]/",
    ),
    *("https://user:secret@example.org/", "mailto:a@example.org\r\nBCC:b@example.org", "blob:x", "file:///etc/passwd"),
)
TEXTS = (
    *(
        "",
        " ",
        "\t\r\n",
        "x",
        "Mars/Olympus",
        "../../etc/passwd",
        "XX",
        "zz-ZZ",
        "published",
        "-1",
        "NaN",
        "1e400",
        "∞",
    ),
    *(
        "a\r\nATTACH:b",
        "a;b,c\\n:d",
        "\u202e\u200b\ufeff\u00ad\u2028",
        "\x00a",
        "\x1b[31m\x7f\x85",
        "\ufffe\uffff",
        "null",
    ),
    *(
        "<b",
        "</p></div><script>",
        "&#0;&#xD800;&bogus;",
        "<div>" * 3000,
        "a" * 100_000,
        "👩‍👩‍👧" * 500,
        "]]>",
        "{",
        "[]",
    ),
    *('<a linktype="page" id="999999999999999999999">x</a>', '<a linktype="page" id="x">', "<h2></h2><h2>" * 9),
    *('<embed embedtype="image" id="0" alt="a\nb"/>', '<embed embedtype="media" url="javascript:x"/>', "2024-02-30"),
    *("<table><tr><td><table>" * 50, '<a href="javascript:alert(1)">x</a>', "9999-12-31T23:59:59Z", "+49 (0) \u2013x"),
)
NUMBERS = (0, -1, 1, 7, 2**31 - 1, -(2**31), 2**63 - 1, -(2**63), 0.5, 1e308)
DECIMALS = (*("NaN", "-0.01", "-999.999999", "999.999999", "91", "181", "0", "99999999.99", "abc", ""), 1e300)
DAYS = ("0001-01-01", "9999-12-31", "infinity", "-infinity", "20000-01-01", "0044-03-15 BC", "2024-02-30", "1899-12-30")
TIMES = ("00:00:00", "23:59:59.999999", "24:00:00", "25:00:00", "banana", "")
INSTANTS = (
    *("0001-01-01 00:00:00", "9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999-14", "0001-01-01 00:00:00+14"),
    *("infinity", "-infinity", "20000-01-01 00:00:00", "0044-03-15 00:00:00 BC", "2024-02-30 10:00:00", "banana", ""),
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    7.5,
    "x",
    "",
    [],
    {},
    [[]],
    [None],
    {"x": None},
    "javascript:alert(1)",
    10**18,
    ["x", 1],
)
TABLES: tuple[Any, ...] = (None, 3, [3], [[3, None, {}], "x"], [["a"], ["b", "c"]])
#: The writer of JSON in Python does not nest this deep.
DEEP = "[" * 5000 + "]" * 5000


class Undecodable(bytes):
    """Bytes that are no UTF-8, for a column of text; only SQLite stores them."""


def served_models() -> list[type[models.Model]]:
    """Return the models whose rows are content or decide about content, those of relations included."""
    found = (model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy)
    return sorted(
        (
            model
            for model in found
            if (model._meta.app_label in SERVED_APPS and model._meta.label_lower not in NOT_CONTENT)
            or model._meta.label_lower in SERVED_MODELS
        ),
        key=lambda model: model._meta.label,
    )


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a model's own table, without those by which others refer to its rows."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.primary_key and not (field.remote_field and field.remote_field.parent_link)
    ]


def nonsense(field: models.Field[Any, Any]) -> Sequence[Any]:
    """Return what to write into a column, as parameters of a statement; the database may refuse some of it."""
    kind = field.get_internal_type()
    if isinstance(field, StreamField):
        return [None, *stream_texts(field.stream_block)]
    if isinstance(field, models.JSONField):
        return [None, DEEP, *map(json.dumps, VALUES), '{"a": ', "[1e400]"]
    if isinstance(field, models.DateTimeField):
        return [None, *INSTANTS, 7]
    if isinstance(field, models.DateField):
        return [None, *DAYS, "banana", "", 7]
    if isinstance(field, models.TimeField):
        return [None, *TIMES, 7]
    if isinstance(field, models.DecimalField):
        return [None, *DECIMALS]
    if isinstance(field, models.BooleanField):
        return [None, True, False, 7, "banana"]
    if isinstance(field, models.UUIDField):
        return [None, uuid.UUID(int=0).hex, "banana", 7]
    if isinstance(field, models.ForeignKey):
        return [None, *(number for number in NUMBERS if isinstance(number, int))]
    if "Integer" in kind or kind == "FloatField":
        return [None, *NUMBERS, "banana"]
    first = ADDRESSES if isinstance(field, models.URLField) else ()
    return [*first, None, *TEXTS, *([] if first else ADDRESSES[:4]), Undecodable(b"\xff\xfe\xed\xa0\x80"), 7]


def stream_texts(block: Any) -> Iterator[str]:
    """Yield texts for a column of blocks: no JSON, JSON that is no list of blocks, and blocks that are wrong."""
    yield from ("", "{", DEEP, "plain text", '[{"type": "paragraph", "value": "\\ud800", "id": "x"}]', "[1e400]")
    yield from (json.dumps(value) for value in VALUES)
    kinds = dict(block.child_blocks)
    yield json.dumps([{"type": "unknown", "value": "x", "id": "x"}, {"type": None}, {"value": 1}, {}, None, 3])
    for name, child in kinds.items():
        for value in values_for(child):
            yield json.dumps([{"type": name, "value": value, "id": str(uuid.UUID(int=1))}])
        yield json.dumps([{"type": name, "value": next(iter(values_for(child))), "id": wrong} for wrong in VALUES])
        yield json.dumps([{"type": [name], "value": {}}, {"type": name}, {"type": name, "id": "x"}])


def values_for(block: Any) -> Iterator[Any]:
    """Yield wrong values of one block: of every wrong type, and with a wrong value in each of its fields."""
    if isinstance(block, blocks.StructBlock):
        whole = {name: _some(child) for name, child in block.child_blocks.items()}
        yield whole
        for name, child in block.child_blocks.items():
            yield from ({**whole, name: value} for value in values_for(child))
            yield {key: value for key, value in whole.items() if key != name}
    elif isinstance(block, blocks.StreamBlock):
        for name, child in block.child_blocks.items():
            yield from ([{"type": name, "value": value, "id": "x"}] for value in list(values_for(child))[:40])
    elif isinstance(block, blocks.ListBlock):
        inner = list(values_for(block.child_block))[:25]
        yield from ([{"type": "item", "value": value, "id": None}] for value in inner)
        yield [1, None, {"type": "item"}, {"value": 3}, "x"]
    elif isinstance(block, blocks.URLBlock):
        yield from ADDRESSES
    elif isinstance(block, blocks.RichTextBlock):
        yield from TEXTS
    elif hasattr(block, "target_model"):
        yield from (10**20, -5, 0, "1", "x", 1.5, True)
    else:
        yield from ({"data": data} for data in TABLES)
        yield {"data": [["javascript:alert(1)"]], "first_row_is_table_header": "x", "table_caption": 3}
    yield from VALUES


def _some(block: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        return {name: _some(child) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        return []
    return 1 if hasattr(block, "target_model") else "x"
