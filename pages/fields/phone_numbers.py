"""Phone numbers as people in any country write them, and as programs dial them."""

import re

from django.core.validators import RegexValidator

LONGEST_PHONE_NUMBER = 40
#: Spaces of every width, and what stands between groups of digits: hyphens, dashes, the minus sign, dots, slashes.
_BETWEEN = r"[\s()\[\]./\u00b7\u2010-\u2015\u2212\u2060~-]"
#: What people write before an extension.
_EXTENSION = r"(?:extension|extn?|x|durchwahl|dw|poste|int(?:erno|erne)?|anexo|ramal|toestel|#)"
#: In fewer digits there is nobody to call; no number has more than 15, and few have a longer extension than this.
PHONE_NUMBER = (
    # Capitals do not count: no flag can be passed with the pattern to a block. What is too long is not looked at.
    rf"(?i)^(?![\s\S]{{{LONGEST_PHONE_NUMBER + 1}}}){_BETWEEN}*\+?(?:{_BETWEEN}*[0-9]){{3,18}}{_BETWEEN}*"
    rf"(?:[,;]?\s*{_EXTENSION}[.:=]?\s*[0-9]{{1,10}}\s*)?\Z"
)
PHONE_NUMBER_MESSAGE = (
    "Enter a phone number in digits, preferably with the country code: +1 202 555 0100, or +1 202 555 0100 ext. 12."
)
phone_number = RegexValidator(PHONE_NUMBER, PHONE_NUMBER_MESSAGE)

_PARTS = re.compile(rf"(?i)^(.*?)(?:[,;]?\s*{_EXTENSION}[.:=]?\s*([0-9]+)\s*)?$", re.DOTALL)
#: A zero in parentheses is dialed inside the country only.
_TRUNK_PREFIX = re.compile(r"\(\s*0\s*\)")


def telephone_uri(number: str) -> str:
    """Return the address that dials a number (RFC 3966): ``tel:+12025550100;ext=12``."""
    match = _PARTS.match(number[:LONGEST_PHONE_NUMBER].strip())
    main, extension = (match[1], match[2]) if match else (number, None)
    international = main.strip().startswith("+")
    if international:
        main = _TRUNK_PREFIX.sub("", main)
    digits = "".join(letter for letter in main if letter.isascii() and letter.isdigit())
    return f"tel:{'+' if international else ''}{digits}{f';ext={extension}' if extension else ''}"
