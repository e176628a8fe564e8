"""The limits of what people enter, read from the code, as docs/limits.md has them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from taggit.models import Tag
from wagtail.blocks import CharBlock, EmailBlock, RawHTMLBlock, RegexBlock, RichTextBlock, TextBlock, URLBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
)

from pages.fields.phone_numbers import phone_number
from pages.fields.validators import currency_code
from tests.api.endpoints import all_endpoints

#: Why a limit is what it is. A field with a limit that is not here needs a reason first.
REASONS = {
    "2,000 characters": "the longest address that every browser and mail program opens",
    "500 characters": "a few sentences",
    "255 characters": "one line; as much as Wagtail's titles and slugs take",
    "254 characters": "the longest address of e-mail (RFC 5321)",
    "150 characters": "as much as Django's names take",
    "128 characters": "the hash of a password, whose own length does not matter",
    "120 characters": "a line above a title",
    "100 characters": "a label or a button; as much as tags take",
    "64 characters": "a short name",
    "40 characters": "a phone number of 15 digits, as people write it, with an extension",
    "32 characters": "a postal code; the longest in use have 10",
    "3 characters": "a currency (ISO 4217)",
    "one of the choices": "the form offers them",
    "no limit": "a text of several paragraphs; a request takes 10 MB",
    "1900-01-01 to 2199-12-31": "what programs for calendars take",
    "1000-01-01 to 2199-12-31": "what was founded or first printed long ago",
    "1000 to 2199": "a year",
    "1 to 2000000000": "a number of a row, which every database takes",
    "0 to 2000000000": "a number that every database takes",
    "0 to 99999999.99": "a price",
    "-90 to 90": "a latitude",
    "-180 to 180": "a longitude",
    "a file name of 80 characters, 240 bytes": "people download it under this name, and file systems take 255 bytes",
    "a file name of any length": "nobody sees it; the name in the storage is shortened",
}
#: The same for blocks, which are stored as JSON: no database has a limit for them.
REASONS_OF_BLOCKS = {
    **{limit: REASONS[limit] for limit in ("2,000 characters", "500 characters", "255 characters", "64 characters")},
    "320 characters": "the longest address of e-mail, with room for a comment in it",
    "40 characters": REASONS["40 characters"],
    "no limit": REASONS["no limit"],
}
TEXT_BLOCKS = (CharBlock, TextBlock, RichTextBlock, URLBlock, EmailBlock, RegexBlock, RawHTMLBlock, TableBlock)
#: Models of Wagtail and taggit that people fill in.
OF_LIBRARIES: tuple[type[models.Model], ...] = (
    *(Page, Redirect, Document, Site, Tag, Collection, CollectionViewRestriction, PageViewRestriction),
    *(Workflow, Task, Comment),
)
#: Models that only the CMS writes.
INTERNAL = {
    *("AnsweredSave", "CalendarAddress", "FormerPath", "FormerSlug", "MediaUse", "PreviewSession", "Rendition"),
    *("ScheduledRecord", "SearchDocument", "WithdrawnPath"),
}
#: Fields that only the CMS writes, and what is pointed at in a picture.
WRITTEN = {"path", "url_path", "draft_title", "depth", "numchild", "file_hash", "token_hash", "contentpath", "position"}
WRITTEN |= {"focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height", "port", "sort_order"}
WITH_LIMITS = models.CharField | models.TextField | models.FileField | models.IntegerField | models.DecimalField


def fields() -> Iterator[Any]:
    """Yield each field that takes what somebody enters, with a limit or without."""
    own = [model for model in apps.get_app_config("pages").get_models() if model.__name__ not in INTERNAL]
    for model in (*own, *OF_LIBRARIES):
        for field in model._meta.local_fields:
            is_date = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
            is_entered = field.editable and not field.primary_key and field.name not in WRITTEN
            if is_entered and (is_date or isinstance(field, WITH_LIMITS)):
                yield field


def limit_of(field: Any) -> str:
    """Return the limit of a field in words."""
    if field.choices:
        return "one of the choices"
    if isinstance(field, models.FileField):
        is_document = field.model is Document
        return "a file name of 80 characters, 240 bytes" if is_document else "a file name of any length"
    if isinstance(field, models.CharField | models.TextField):
        return f"{field.max_length:,} characters" if field.max_length else "no limit"
    # Before those that Django adds for the column.
    least = next((str(each.limit_value) for each in field._validators if isinstance(each, MinValueValidator)), "")
    most = next((str(each.limit_value) for each in field._validators if isinstance(each, MaxValueValidator)), "")
    if isinstance(field, models.DecimalField) and not most:
        most = "9" * (field.max_digits - field.decimal_places) + "." + "9" * field.decimal_places
    return f"{least} to {most}"


def field_table() -> str:
    """Return the table of all fields, one row for each limit."""
    by_limit: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for field in fields():
        by_limit[limit_of(field)][field.name].append(field.model.__name__)
    rows = [
        f"| {limit} | {REASONS[limit]} | {', '.join(sorted(_named(name, models) for name, models in names.items()))} |"
        for limit, names in sorted(by_limit.items())
    ]
    return "\n".join(["| at most | because it is | fields |", "|---|---|---|", *rows])


def _named(name: str, models: list[str]) -> str:
    return f"`{name}` ({', '.join(sorted(models))})"


def texts_of_blocks(block: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the blocks inside a block that take text, each with the way to it."""
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from texts_of_blocks(child, f"{path}.{name}")
    if hasattr(block, "child_block"):
        yield from texts_of_blocks(block.child_block, path)
    if isinstance(block, TEXT_BLOCKS):
        yield path, block


def blocks() -> Iterator[tuple[str, Any]]:
    """Yield each block with text of pages and settings, with the way to it."""
    for model in apps.get_app_config("pages").get_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                yield from texts_of_blocks(field.stream_block, field.name)


def block_table() -> str:
    """Return the table of all blocks with text, one row for each limit."""
    by_limit: dict[str, set[str]] = defaultdict(set)
    for path, block in blocks():
        limit = getattr(getattr(block, "field", None), "max_length", None)
        by_limit[f"{limit:,} characters" if limit else "no limit"].add(f"`{path}`")
    rows = [
        f"| {limit} | {REASONS_OF_BLOCKS[limit]} | {', '.join(sorted(paths))} |"
        for limit, paths in sorted(by_limit.items())
    ]
    return "\n".join(["| at most | because it is | blocks |", "|---|---|---|", *rows])


def parameter_table() -> str:
    """Return the table of the parameters of the API that have a limit."""
    by_limit: dict[str, set[str]] = defaultdict(set)
    for endpoint in all_endpoints():
        for name, parameter in endpoint.parameters.items():
            limit = parameter_limit(parameter.parse.schema)
            if limit:
                by_limit[limit].add(f"`{name}`")
    rows = [f"| {limit} | {', '.join(sorted(names))} |" for limit, names in sorted(by_limit.items())]
    return "\n".join(["| at most | parameters |", "|---|---|", *rows])


def parameter_limit(schema: Any) -> str:
    """Return the limit of a parameter in words, from the schema of what it takes; an empty text for none."""
    if "maxLength" in schema:
        return f"{schema['maxLength']:,} characters"
    if "maxItems" in schema:
        of = parameter_limit(schema["items"])
        return f"{schema['maxItems']} values" + (f" of {of}" if of else "")
    if "maximum" in schema:
        return f"{schema.get('minimum', 0):,} to {schema['maximum']:,}"
    return ""


def fields_at_their_limit() -> Iterator[tuple[str, str]]:
    """Yield the name of every text field with a limit, and what is wrong at the limit or one beyond, if anything."""
    for field in fields():
        is_text = isinstance(field, models.CharField | models.TextField) and field.max_length and not field.choices
        if is_text and not any(pattern in field.validators for pattern in (phone_number, currency_code)):
            begin, end = "", ""
            if isinstance(field, models.URLField):
                begin = "https://example.org/"
            elif isinstance(field, models.EmailField):
                end = f"@{'b' * 54}.org"
            yield str(field), _wrong_at_limit(field.formfield().clean, field.max_length, begin, end)


def blocks_at_their_limit() -> Iterator[tuple[str, str]]:
    """Yield the path of every block with a limit, and what is wrong at the limit or one beyond, if anything."""
    for path, block in blocks():
        limit = getattr(getattr(block, "field", None), "max_length", None)
        if limit is not None and not isinstance(block, EmailBlock | RegexBlock):
            yield path, _wrong_at_limit(block.clean, limit, "https://example.org/" * isinstance(block, URLBlock))


def _wrong_at_limit(clean: Callable[[str], Any], limit: int, begin: str, end: str = "") -> str:
    longest, longer = (begin.ljust(length - len(end), "a") + end for length in (limit, limit + 1))
    try:
        if clean(longest) != longest:
            return "changed at the limit"
    except ValidationError as error:
        return f"refused at the limit: {error.messages}"
    try:
        clean(longer)
    except ValidationError as error:
        return "" if any(str(limit) in message for message in error.messages) else f"not told: {error.messages}"
    return "taken beyond the limit"
