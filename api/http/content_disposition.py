"""The header that names a file (RFC 6266)."""

import re
from urllib.parse import quote

from wagtail.coreutils import string_to_ascii

#: Characters that no file name has, on any system, and of which a header would end.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: Programs disagree on what these mean in a quoted name: they would have to be escaped, or begin an escape.
_MISREAD = re.compile(r'["\\%]')
#: What stands for itself in ``filename*`` (RFC 8187, ``attr-char``), beside letters and digits.
_ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"


def content_disposition(name: str, *, inline: bool = False) -> str:
    """Return the header for a file of any name.

    A name that is not plain ASCII is there twice: for every program, and for old ones transliterated. Control
    characters, which no file name may have, are left out.
    """
    disposition = "inline" if inline else "attachment"
    name = _CONTROL.sub("", name)
    if not name:
        return disposition
    plain = _MISREAD.sub("_", _CONTROL.sub("", string_to_ascii(name)))
    header = f'{disposition}; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe=_ATTRIBUTE_CHARACTERS)}"
