"""Replaces shortcodes by what they show: captions, galleries, embeds, recordings; of others, by what they enclose."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from arrivals.wordpress.attachments import Attachment, Attachments
from arrivals.wordpress.export import number
from arrivals.wordpress.stored_text.elements import text_in
from arrivals.wordpress.stored_text.galleries import figure_of, gallery_of, picture_of
from arrivals.wordpress.stored_text.notes import Notes
from arrivals.wordpress.stored_text.shortcode_tags import ShortcodeTag, shortcode_tags

_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.I)
_RECORDINGS = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "mp4", "m4v", "webm", "ogv", "flv", "wmv")
#: How far back the beginning of an end is looked for: shortcodes that enclose nothing never end.
_FARTHEST = 200


@dataclass
class _Open:
    tag: ShortcodeTag
    written: list[str]


class Shortcodes:
    """Replaces the shortcodes in the texts of one post. ``parent`` is its ID, whose pictures a gallery shows."""

    def __init__(self, attachments: Attachments, parent: int, notes: Notes) -> None:
        self._attachments = attachments
        self._parent = parent
        self._notes = notes
        self._known: dict[str, Callable[[ShortcodeTag, str], str]] = {
            "caption": self._caption,
            "wp_caption": self._caption,
            "gallery": self._gallery,
            "embed": self._embed,
            "embedyt": self._embed,
            "audio": self._recording,
            "video": self._recording,
            "playlist": self._playlist,
            "youtube": self._youtube,
            "vimeo": self._vimeo,
        }

    def replaced(self, text: str) -> str:
        """Return a text without shortcodes."""
        if "[" not in text:
            return text
        tags = list(shortcode_tags(text))
        ends = _ends(tags)
        closing = set(ends.values())
        open_tags = [_Open(ShortcodeTag(""), [])]
        for place, tag in enumerate(tags):
            if not tag.name:
                open_tags[-1].written.append(tag.written)
            elif tag.ends and place in closing:
                done = open_tags.pop()
                open_tags[-1].written.append(self._shown(done.tag, "".join(done.written), tag))
            elif tag.ends:
                open_tags[-1].written.append(self._stray_end(tag))
            elif place in ends:
                open_tags.append(_Open(tag, []))
            else:
                open_tags[-1].written.append(self._shown(tag, "", None))
        return "".join(open_tags[0].written)

    def _shown(self, tag: ShortcodeTag, enclosed: str, end: ShortcodeTag | None) -> str:
        known = self._known.get(tag.name.lower())
        if known is not None:
            return known(tag, enclosed)
        if end is None and not (tag.attributes or tag.is_closed or "_" in tag.name):
            # Authors use brackets, too: “[sic]”.
            return tag.written
        self._notes.shortcode(tag.written)
        return enclosed

    def _stray_end(self, tag: ShortcodeTag) -> str:
        if tag.name.lower() in self._known or "_" in tag.name:
            return ""
        return tag.written

    def _caption(self, tag: ShortcodeTag, enclosed: str) -> str:
        found = _PICTURE.match(enclosed)
        own = tag.attributes.get("caption", "")
        if found is None:
            return f"\n\n{enclosed}\n\n{own}\n\n"
        picture, rest = found.groups()
        if own:
            return f"\n\n{figure_of(picture, own)}\n\n{rest.strip()}\n\n"
        return f"\n\n{figure_of(picture, rest.strip())}\n\n"

    def _gallery(self, tag: ShortcodeTag, enclosed: str) -> str:
        listed = tag.attributes.get("ids") or tag.attributes.get("include") or ""
        if listed:
            pictures = list(self._named(listed))
        else:
            excluded = {number(part) for part in tag.attributes.get("exclude", "").split(",")}
            owner = number(tag.attributes.get("id", "")) or self._parent
            pictures = [picture for picture in self._attachments.below(owner) if picture.id not in excluded]
            pictures = [picture for picture in pictures if _is_picture(picture)]
            if not pictures:
                self._notes.add("A gallery shows the pictures that were uploaded to the post; the file has none.")
        figures = [figure_of(picture_of(picture), escape(picture.caption, quote=False)) for picture in pictures]
        return f"\n\n{gallery_of(figures) if len(figures) > 1 else ''.join(figures)}\n\n{enclosed}"

    def _named(self, listed: str) -> Iterator[Attachment]:
        numbers = [number(part) for part in listed.split(",")]
        found = [self._attachments.get(part) for part in numbers]
        if missing := found.count(None):
            what = "1 file" if missing == 1 else f"{missing} files"
            self._notes.add(f"A gallery or playlist shows {what} more, not contained in the export.")
        return (attachment for attachment in found if attachment)

    def _embed(self, tag: ShortcodeTag, enclosed: str) -> str:
        address = text_in(enclosed) or tag.attributes.get("src", "") or tag.first_value
        return _embed_of(address) or enclosed

    def _recording(self, tag: ShortcodeTag, enclosed: str) -> str:
        attributes = tag.attributes
        address = next((attributes[name] for name in _RECORDINGS if attributes.get(name)), tag.first_value)
        if not address:
            if "[" not in enclosed and not enclosed.strip():
                self._notes.shortcode(tag.written)
            return enclosed
        name = tag.name.lower()
        if re.search(r"//(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/", address):
            return _embed_of(address) + enclosed
        recording = f'<{name} src="{escape(address)}"></{name}>'
        return f"\n\n{figure_of(recording, name=name)}\n\n{enclosed}"

    def _playlist(self, tag: ShortcodeTag, enclosed: str) -> str:
        figures = [
            figure_of(
                f'<audio src="{escape(found.address)}" title="{escape(found.title)}"></audio>',
                escape(found.caption, quote=False),
                "audio",
            )
            for found in self._named(tag.attributes.get("ids", ""))
        ]
        return f"\n\n{''.join(figures)}\n\n{enclosed}"

    def _youtube(self, tag: ShortcodeTag, enclosed: str) -> str:
        value = text_in(enclosed) or tag.attributes.get("id") or tag.attributes.get("url") or tag.first_value
        address = value if "//" in value else f"https://www.youtube.com/watch?v={value}"
        return _embed_of(address) if value else ""

    def _vimeo(self, tag: ShortcodeTag, enclosed: str) -> str:
        value = text_in(enclosed) or tag.attributes.get("id") or tag.attributes.get("url") or tag.first_value
        return _embed_of(value if "//" in value else f"https://vimeo.com/{value}") if value else ""


def _embed_of(address: str) -> str:
    """Return the figure of a page from elsewhere, or ``""`` for what is no address."""
    if not re.fullmatch(r"https?://[^\s<>\"]+", address):
        return ""
    return f"\n\n{figure_of(escape(address), name='embed')}\n\n"


def _is_picture(attachment: Attachment) -> bool:
    return re.search(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)$", attachment.address, re.I) is not None


def _ends(tags: list[ShortcodeTag]) -> dict[int, int]:
    """Return where each shortcode that encloses something begins, and where it ends."""
    found: dict[int, int] = {}
    open_places: list[int] = []
    for place, tag in enumerate(tags):
        if not tag.name:
            continue
        if not tag.ends:
            if not tag.is_closed:
                open_places.append(place)
            continue
        for back, start in enumerate(reversed(open_places[-_FARTHEST:]), 1):
            if tags[start].name == tag.name:
                found[start] = place
                del open_places[-back:]
                break
    return found
