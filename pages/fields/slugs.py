"""Slugs that people can use, made from a text in any script."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import slug_unicode_re
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

#: Marks without which a word reads the same. In other scripts, such as Thai and those of India, they are vowels.
_OPTIONAL_MARKS = ("ARABIC ", "HEBREW ", "COMBINING ")


def slug_from(text: str) -> str:
    """Return a slug made from ``text``, or an empty string if there is nothing in it that a slug can hold.

    It keeps the letters of every script. A text whose vowels are marks, which no slug can hold, is written in Latin
    letters as a whole.
    """
    composed = unicodedata.normalize("NFKC", text)
    if any(_is_vowel_sign(character) for character in composed):
        composed = string_to_ascii(composed)
    return slugify(composed, allow_unicode=True)


def _is_vowel_sign(character: str) -> bool:
    is_mark = unicodedata.category(character) in ("Mn", "Mc")
    # A variation selector follows an emoji.
    names = (*_OPTIONAL_MARKS, "VARIATION SELECTOR")
    return is_mark and not unicodedata.name(character, "").startswith(names)


class NeatSlugField(forms.SlugField):
    """A slug. Anything else that is typed is made into one, and a hyphen at its beginning or end is left out."""

    def to_python(self, value: Any) -> str:
        text = re.sub(r"^-+|-+$", "", super().to_python(value) or "")
        return text if slug_unicode_re.match(text) else slug_from(text)
