"""Pictures and other files of an export."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from arrivals.records.file import ArrivingFile
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.plain_names import plain_name
from arrivals.wordpress.site import ExportedSite, host_of

#: What WordPress adds to the name of a file for its smaller, turned and edited variants.
_VARIANT = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{10,13})+$")
#: The longest alternative text that is kept, in characters.
_LONGEST = 255
#: Hosts that serve pictures of other sites, whose address is their path.
_PROXY = re.compile(r"^i[0-3]\.wp\.com$")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file: its address, and what is known about it."""

    id: int
    address: str
    title: str
    caption: str
    alternative_text: str | None
    description: bool
    parent: int
    order: int
    old_addresses: tuple[str, ...]


class Attachments:
    """All files of an export, found by their ID or by the address of any of their variants."""

    def __init__(self, site: ExportedSite) -> None:
        self._site = site
        self._by_id: dict[int, Attachment] = {}
        self._by_address: dict[str, int] = {}
        self._by_stem: dict[str, int] = {}
        self._described: dict[int, str] = {}

    def add(self, item: ExportedItem, old_addresses: Iterable[str]) -> None:
        """Add the attachment that an item is, if it says where its file is."""
        if not item.attachment_url or item.id in self._by_id:
            return
        alternative_text = item.meta("_wp_attachment_image_alt") if "_wp_attachment_image_alt" in item.metas else None
        self._by_id[item.id] = Attachment(
            id=item.id,
            address=urljoin(f"{self._site.address}/", item.attachment_url),
            title=plain_name(item.title),
            caption=plain_name(item.excerpt),
            alternative_text=alternative_text if alternative_text is None else plain_name(alternative_text),
            description=bool(plain_name(item.content)),
            parent=item.parent,
            order=item.order,
            old_addresses=tuple(old_addresses),
        )
        self._by_address.setdefault(_key(item.attachment_url), item.id)
        self._by_stem.setdefault(_stem(_key(item.attachment_url)), item.id)

    def describe(self, number: int, alternative_text: str) -> None:
        """Note an alternative text that a text gives to a picture: it is that of a file which has none itself."""
        if alternative_text.strip():
            self._described.setdefault(number, " ".join(alternative_text.split())[:_LONGEST])

    def get(self, number: int) -> Attachment | None:
        """Return the file with an ID, or ``None``."""
        return self._by_id.get(number)

    def below(self, parent: int) -> list[Attachment]:
        """Return the files that were uploaded to a post, in their order."""
        found = (attachment for attachment in self._by_id.values() if attachment.parent == parent)
        return sorted(found, key=lambda attachment: (attachment.order, attachment.id))

    def address_of(self, number: int) -> str:
        """Return the address of the file with an ID, or ``""``."""
        attachment = self._by_id.get(number)
        return attachment.address if attachment else ""

    def whole_address(self, address: str) -> str:
        """Return the address of the file of which ``address`` is a variant, or else the address as it is."""
        address = without_proxy(address)
        if "wp-content" not in address and host_of(address) not in ("", host_of(self._site.address)):
            return address
        key = _key(address)
        number = self._by_address.get(key) or self._by_stem.get(_stem(key))
        return self._by_id[number].address if number else address

    def records(self) -> Iterator[ArrivingFile]:
        """Yield all files."""
        for attachment in self._by_id.values():
            name = unquote(PurePosixPath(urlsplit(attachment.address).path).name)
            yield ArrivingFile(
                key=f"attachment:{attachment.id}",
                address=attachment.address,
                name=name,
                title=attachment.title or name,
                alternative_text=self._alternative_text(attachment, PurePosixPath(name).stem),
                caption=attachment.caption,
                old_addresses=attachment.old_addresses,
                notes=("Its description is left out.",) if attachment.description else (),
            )

    def _alternative_text(self, attachment: Attachment, stem: str) -> str | None:
        described = self._described.get(attachment.id, "")
        # Some themes fill in the name of the file.
        is_name = described.casefold() in (stem.casefold(), _VARIANT.sub("", stem).casefold())
        return attachment.alternative_text or (described if described and not is_name else attachment.alternative_text)


def without_proxy(address: str) -> str:
    """Return the address of a picture at its own site for one at the network that WordPress.com serves it by."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not _PROXY.match(parts.hostname or ""):
        return address
    host, _, path = parts.path.lstrip("/").partition("/")
    return urlunsplit(("https", host, f"/{path}", "", "")) if "." in host else address


def _key(address: str) -> str:
    """Return what is the same for all ways to write the address of a file: its path."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return address


def _stem(key: str) -> str:
    path = PurePosixPath(key)
    return f"{path.parent}/{_VARIANT.sub('', path.stem)}{path.suffix.lower()}"
