"""Writes objects the way their models are written here: drafts as versions, published by the rules of publishing."""

import datetime
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from modelcluster.models import ClusterableModel, get_all_child_relations, model_from_serializable_data
from taggit.managers import TaggableManager
from wagtail.models import Collection, DraftStateMixin, Locale, Page, RevisionMixin

from archives.merging.files import ArrivingFiles
from archives.merging.matching import Matching
from archives.merging.privacy import hide
from archives.merging.resolving import Resolver
from archives.portable.identities import PRIVATE, Identities, has_file, hash_of_key
from archives.portable.portable_object import PortableObject, PortableVersion
from pages.publishing.rules import PublishBlocked


class NotPlaced(Exception):
    """An object cannot be made here. The message is a sentence that says why."""


class ObjectWriter:
    """Makes and changes objects. ``resolver`` says what their references lead to."""

    def __init__(self, identities: Identities, resolver: Resolver, matching: Matching, files: ArrivingFiles) -> None:
        self._identities = identities
        self._resolver = resolver
        self._matching = matching
        self._files = files

    def create(self, model: type[Model], portable: PortableObject) -> Any:
        """Make an object, with what it refers to as far as that is here already, and return it.

        What has drafts is one, and is filled by ``save_version``. Raise ``NotPlaced`` if it cannot be made, or
        ``RequiredReferenceLost`` if something must be made before it.
        """
        if issubclass(model, Collection):
            return self._create_collection(model, portable)
        content, _ = self._resolver.content(model, portable.versions[-1].content, None)
        rows = {str(relation.get_accessor_name()) for relation in get_all_child_relations(model)}
        rows |= {field.name for field in model._meta.many_to_many}
        row: Any = model_from_serializable_data(
            model, {name: value for name, value in content.items() if name not in rows}, check_fks=False
        )
        if isinstance(row, Page):
            self._place(row, portable)
        elif isinstance(row, DraftStateMixin):
            row.live = False
            row.save()
        else:
            if has_file(model):
                row.file = self._files.bring(portable.file, model._meta.get_field("file"))
                row.file_hash = hash_of_key(portable.key)
            self.fill(row, portable)
            if has_file(model):
                row.file.close()
        return row

    def _create_collection(self, model: Any, portable: PortableObject) -> Any:
        # The names on the way to it are its key.
        names = portable.key.rpartition("/")[0]
        above: Any = Collection.get_first_root_node()
        for candidate in (f"{names}{quote(PRIVATE)}", names):
            if (found := self._identities.here(candidate)) is not None:
                above = Collection.objects.get(pk=found)
        row = above.add_child(instance=model(name=portable.versions[-1].content["name"]))
        hide(row, portable)
        return row

    def _place(self, page: Any, portable: PortableObject) -> None:
        parent = self.parent(portable)
        page.locale = Locale.objects.get_or_create(language_code=portable.language)[0]
        page.translation_key = self._matching.translation_key(portable.key)
        page.live, page.has_unpublished_changes, page.draft_title = False, True, page.title
        if not Page._slug_is_available(page.slug, parent):
            raise NotPlaced(f"Another page is at {portable.path or page.slug} here: move one of them.")
        with _refusals():
            parent.add_child(instance=page)
        hide(page, portable)

    def parent(self, portable: PortableObject) -> Page:
        """Return the page below which a page belongs here. Raise ``NotPlaced`` if it is not here."""
        if not portable.parent:
            return Page.objects.get(depth=1)
        key = self._identities.here(portable.parent)
        if key is None:
            name = self._resolver.name(portable.parent)
            raise NotPlaced(f"The page above it is not here: export {name}, too, or make it here first.")
        return Page.objects.get(pk=key)

    def create_alias(self, portable: PortableObject) -> Any:
        """Make an alias of its original. Raise ``NotPlaced`` if this is not here."""
        original = self._identities.here(portable.alias_of)
        if original is None:
            name = self._resolver.name(portable.alias_of)
            raise NotPlaced(f"It shows the content of {name}, which is not here: export this, too.")
        page, parent = Page.objects.get(pk=original).specific, self.parent(portable)
        slug = portable.path.strip("/").rpartition("/")[2] or page.slug
        if not Page._slug_is_available(slug, parent):
            raise NotPlaced(f"Another page is at {portable.path} here: move one of them.")
        alias = page.create_alias(
            parent=parent,
            update_slug=slug,
            update_locale=Locale.objects.get_or_create(language_code=portable.language)[0],
        )
        Page.objects.filter(pk=alias.pk).update(translation_key=self._matching.translation_key(portable.key))
        alias.refresh_from_db()
        hide(alias, portable)
        return alias

    def fill(self, row: Any, portable: PortableObject) -> list[str]:
        """Save an object without drafts with its content, and return the keys of what is not here."""
        content, lost = self._resolver.content(type(row), portable.versions[-1].content, row.pk)
        if isinstance(row, Collection):
            return lost
        fresh: Any = (
            type(row).from_serializable_data(content)
            if isinstance(row, ClusterableModel)
            else model_from_serializable_data(type(row), content, check_fks=False)
        )
        relations = {str(relation.get_accessor_name()) for relation in get_all_child_relations(type(row))}
        for name in content.keys() - {"pk"}:
            if name in relations or row._meta.get_field(name).many_to_many:
                getattr(row, name).set(getattr(fresh, name).all())
            else:
                attribute = row._meta.get_field(name).attname
                setattr(row, attribute, getattr(fresh, attribute))
        with _refusals():
            row.full_clean()
            row.save()
        for field in row._meta.get_fields():
            if type(field) is TaggableManager:
                getattr(row, field.name).set(portable.tags)
        if isinstance(row, RevisionMixin):
            row.save_revision()
        return lost

    def save_version(self, row: Any, version: PortableVersion) -> tuple[Any, list[str]]:
        """Save a version of an object as a draft. Return the revision, and the keys of what is not here."""
        content, lost = self._resolver.content(type(row), version.content, row.pk)
        draft = row.with_content_json(content)
        with _refusals():
            revision = draft.save_revision()
            if not row.live:
                # The lists of the admin show what the row holds.
                draft.save()
        row.refresh_from_db()
        return revision, lost

    def publish(self, row: Any, revision: Any, first_published_at: str) -> Sequence[str]:
        """Publish a version. Return sentences that say why it was not, if so."""
        published = revision.content_object
        try:
            with transaction.atomic():
                if published.first_published_at is None and first_published_at:
                    published.first_published_at = datetime.datetime.fromisoformat(first_published_at)
                revision.publish()
        except PublishBlocked as blocked:
            return [f"Not published: {error.message}" for error in blocked.errors]
        except ValidationError as error:
            return [f"Not published: {message}" for message in error.messages]
        row.refresh_from_db()
        return []


class _refusals:
    """Turns what models refuse into a sentence."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValidationError):
            raise NotPlaced(f"It is refused here: {' '.join(error.messages)}") from error
