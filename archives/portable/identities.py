"""Keys that name an object in every installation, and the objects that they name here.

A page is named by its translation key and language, a file by its hash and title, a user by the e-mail address, a
collection by the names on the way to it, and any other object by what is unique about it, above all its slug.
"""

from typing import Any
from urllib.parse import quote, unquote

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import Collection, CollectionViewRestriction, Page

from archives.portable.file_hashes import file_hash
from archives.portable.references import root_of
from archives.rows.keys import joined, key_columns
from pages.accounts.user import User

#: After the names of a collection that only some may see: it is another one than a public one of these names.
PRIVATE = "#private"
#: So many files of one title are looked at.
SAME_TITLES = 100


class Identities:
    """Remembers what it has found: use one while nothing else changes."""

    def __init__(self) -> None:
        self._keys: dict[tuple[type[Model], Any], str | None] = {}
        self._here: dict[str, Any] = {}

    def key(self, model: type[Model], primary_key: Any) -> str | None:
        """Return the key of an object such as ``pages.person:ada-writer``; ``None`` if it has none, or is not here."""
        model = root_of(model)
        place = model, str(primary_key)
        if place not in self._keys:
            found = _key(model, primary_key)
            # No character of a key needs an escape in an attribute.
            self._keys[place] = None if found is None else f"{model._meta.label_lower}:{quote(found, safe='/-_@. ')}"
        return self._keys[place]

    def here(self, key: str) -> Any:
        """Return the primary key here of the object with a key, or ``None`` if there is none."""
        if key not in self._here:
            found = _found(key)
            if found is None:
                return None
            self._here[key] = found
        return self._here[key]

    def set(self, key: str, primary_key: Any) -> None:
        """Note that an object here is the one that a key names, whatever the key is that it would have here."""
        model = model_of_key(key)
        if model is not None:
            self._here[key] = primary_key
            self._keys[model, str(primary_key)] = key


def model_of_key(key: str) -> type[Model] | None:
    """Return the model that a key names, or ``None`` if it is not installed."""
    try:
        return apps.get_model(key.partition(":")[0])
    except (LookupError, ValueError):
        return None


def has_file(model: type[Model]) -> bool:
    """Tell whether objects of a model are named by the hash of their file: images and documents."""
    return any(field.name == "file_hash" for field in model._meta.concrete_fields)


def hash_of_key(key: str) -> str:
    """Return the hash in the key of an image or a document."""
    return key.partition(":")[2].partition("/")[0]


def is_private(collection: Collection) -> bool:
    """Tell whether only some may see what is in a collection."""
    above = collection.get_ancestors(inclusive=True)
    return CollectionViewRestriction.objects.filter(collection__in=above).exists()


def _columns(model: type[Model]) -> tuple[str, ...]:
    slug = next((field for field in model._meta.concrete_fields if field.name == "slug" and field.unique), None)
    return ("slug",) if slug is not None else key_columns(model)


def _key(model: type[Model], primary_key: Any) -> str | None:
    try:
        row: Any = model._base_manager.filter(pk=primary_key).first()
    except (ValueError, ValidationError):
        return None
    if row is None:
        return None
    if model is Page:
        return f"{row.translation_key}/{row.locale.language_code}"
    if model is User:
        return str(row.email).casefold() or None
    if issubclass(model, Collection):
        names = row.get_ancestors(inclusive=True).values_list("name", flat=True)
        return "/".join(quote(name, safe="") for name in names) + (PRIVATE if is_private(row) else "")
    if has_file(model):
        summed = file_hash(row)
        # Two uploads of one file may have several descriptions.
        return f"{summed}/{row.title}" if summed else None
    columns = _columns(model)
    return joined(model._base_manager.filter(pk=primary_key).values_list(*columns).get()) if columns else None


def _found(key: str) -> Any:
    model, name = model_of_key(key), unquote(key.partition(":")[2])
    if model is None:
        return None
    rows: Any = model._base_manager.order_by("pk")
    if model is Page:
        translation_key, _, language = name.partition("/")
        try:
            rows = rows.filter(translation_key=translation_key, locale__language_code=language)
        except (ValueError, ValidationError):
            return None
        return rows.values_list("pk", flat=True).first()
    if model is User:
        return rows.filter(email__iexact=name, is_active=True).values_list("pk", flat=True).first()
    if issubclass(model, Collection):
        last = unquote(name.removesuffix(PRIVATE).rpartition("/")[2])
        same = rows.filter(name=last)
        return next((row.pk for row in same if _key(model, row.pk) == name), None)
    if has_file(model):
        summed, _, title = name.partition("/")
        # What was not uploaded in the admin may have no hash yet.
        same = rows.filter(file_hash__in=(summed, ""), title=title)[:SAME_TITLES]
        return next((row.pk for row in same if file_hash(row) == summed), None)
    columns = _columns(model)
    if len(columns) == 1:
        return rows.filter(**{columns[0]: name}).values_list("pk", flat=True).first()
    return next((pk for pk, *values in rows.values_list("pk", *columns) if joined(values) == name), None)
