"""Finds here what an archive names: by keys, by what an earlier merge noted, and pages by their paths."""

from collections.abc import Iterable

from wagtail.models import Page

from archives.portable.identities import Identities, hash_of_key, model_of_key
from archives.portable.places import pages_at
from archives.portable.portable_object import NamedPage, PortableObject

#: So many uploads of one file are looked at.
SAME_FILES = 100


class Matching:
    """Recognizes pages that have the same place in both installations, but were made in each for itself."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        #: The translation keys here of pages that have another one there.
        self._translation_keys: dict[str, str] = {}

    def recognize(self, pages: Iterable[PortableObject | NamedPage]) -> None:
        """Find the pages whose key is not known here by their path and language; those that are brought, by type."""
        for page in pages:
            known = self._identities.here(page.key)
            if known is not None:
                self._note(page.key, Page.objects.get(pk=known))
                continue
            if not page.path:
                continue
            same = [one for one in pages_at(page.path) if one.locale.language_code == page.language]
            if isinstance(page, PortableObject):
                same = [
                    one for one in same if one.specific_class and one.specific_class._meta.label_lower == page.model
                ]
            if len(same) == 1:
                self._identities.set(page.key, same[0].pk)
                self._note(page.key, same[0])

    def _note(self, key: str, page: Page) -> None:
        self._translation_keys[translation_key_of(key)] = str(page.translation_key)

    def recognize_files(self, objects: Iterable[PortableObject]) -> None:
        """Find the images and documents that are here under another title: by their file, if only one here has it."""
        files = [one for one in objects if one.file]
        for one in files:
            model = model_of_key(one.key)
            if model is None or self._identities.here(one.key) is not None:
                continue
            same = model._base_manager.filter(file_hash=hash_of_key(one.key)).values_list("pk", flat=True)
            others = {self._identities.here(other.key) for other in files}
            unknown = [primary_key for primary_key in same[:SAME_FILES] if primary_key not in others]
            if len(unknown) == 1:
                self._identities.set(one.key, unknown[0])

    def translation_key(self, key: str) -> str:
        """Return the translation key that a page with a key gets here."""
        theirs = translation_key_of(key)
        return self._translation_keys.get(theirs, theirs)


def translation_key_of(key: str) -> str:
    """Return the translation key in the key of a page."""
    return key.removeprefix(f"{Page._meta.label_lower}:").partition("/")[0]
