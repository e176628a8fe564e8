"""Counts what a pasted text contained and this site cannot take over, and names it to the editor."""

import re
from collections import Counter

#: Elements that are not taken over, and their names in the singular and the plural.
NAMES = {
    "picture": ("1 picture", "{} pictures"),
    "video": ("1 video or sound", "{} videos or sounds"),
    "frame": ("1 embedded page", "{} embedded pages"),
    "drawing": ("1 drawing", "{} drawings"),
    "link": ("the address of 1 link", "the addresses of {} links"),
    "line": ("1 dividing line", "{} dividing lines"),
    "underline": ("underlining", "underlining"),
    "strike": ("text that was struck through", "text that was struck through"),
    "raised": ("raised or lowered text", "raised or lowered text"),
    "table": ("the form of 1 table", "the form of {} tables"),
    "table_format": ("formats and links in tables", "formats and links in tables"),
    "heading": ("the form of 1 heading", "the form of {} headings"),
    "quote": ("the form of 1 quotation", "the form of {} quotations"),
    "gallery": ("1 gallery", "{} galleries"),
    "embed": ("the form of 1 embedded page", "the form of {} embedded pages"),
    "file": ("the form of 1 file", "the form of {} files"),
    "button": ("the form of 1 button", "the form of {} buttons"),
    "quote_format": ("formats and links in quotations", "formats and links in quotations"),
    "list": ("the form of 1 list", "the form of {} lists"),
}
_ELEMENTS = (
    ("video", re.compile(r"<(?:video|audio)[\s>]", re.I)),
    ("frame", re.compile(r"<(?:iframe|object|embed)[\s>]", re.I)),
    # The other addresses are counted where the links are read.
    ("link", re.compile(r"""href\s*=\s*["']?\s*(?:javascript|vbscript|data|file):""", re.I)),
    ("drawing", re.compile(r"<(?:svg|canvas)[\s>]", re.I)),
)


class LeftOut:
    """A tally of what is left out."""

    def __init__(self, html: str = "", *, media: bool = False) -> None:
        """Count what ``html`` holds and no part can: with ``media``, videos and frames are parts."""
        counted = [(name, pattern) for name, pattern in _ELEMENTS if not (media and name in ("video", "frame"))]
        self._counts = Counter({name: len(pattern.findall(html)) for name, pattern in counted})
        self._pictures: list[str] = []

    def add(self, name: str, amount: int = 1) -> None:
        """Count ``amount`` more of what ``NAMES`` calls ``name``."""
        self._counts[name] += amount

    def add_picture(self, alternative_text: str) -> None:
        """Count a picture, which is named after its alternative text if it has one."""
        self.add("picture")
        if text := " ".join(alternative_text.split())[:80]:
            self._pictures.append(f"“{text}”")

    def sentences(self) -> list[str]:
        """Return a phrase for each kind, as in “2 pictures (“A bridge”)”."""
        phrases = []
        for name, (one, many) in NAMES.items():
            if not (count := self._counts[name]):
                continue
            phrase = one if count == 1 else many.format(count)
            if name == "picture" and self._pictures:
                phrase += f" ({', '.join(self._pictures[:5])})"
            phrases.append(phrase)
        return phrases
