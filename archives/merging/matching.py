"""Finds here what an archive names: by keys, by what an earlier merge noted, and pages by their paths."""

from collections.abc import Iterable

from wagtail.models import Page

from archives.portable.identities import Identities
from archives.portable.places import pages_at
from archives.portable.portable_object import NamedPage, PortableObject


class Matching:
    """Recognizes pages that have the same place in both installations, but were made in each for itself."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        #: The translation keys here of pages that have another one there.
        self._translation_keys: dict[str, str] = {}

    def recognize(self, pages: Iterable[PortableObject | NamedPage]) -> None:
        """Find the pages whose key is not known here by their path and language; those that are brought, by type."""
        for page in pages:
            if not page.path or self._identities.here(page.key) is not None:
                continue
            same = [one for one in pages_at(page.path) if one.locale.language_code == page.language]
            if isinstance(page, PortableObject):
                same = [one for one in same if one.specific_class and one.specific_class._meta.label_lower == page.model]
            if len(same) == 1:
                self._identities.set(page.key, same[0].pk)
                self._translation_keys[translation_key_of(page.key)] = str(same[0].translation_key)

    def translation_key(self, key: str) -> str:
        """Return the translation key that a page with a key gets here."""
        theirs = translation_key_of(key)
        return self._translation_keys.get(theirs, theirs)


def translation_key_of(key: str) -> str:
    """Return the translation key in the key of a page."""
    return key.removeprefix(f"{Page._meta.label_lower}:").partition("/")[0]
