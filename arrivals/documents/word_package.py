"""Makes a plain package of a Word document: without what no reader needs, and in words that the converter knows."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings

from arrivals.documents.word_markup import local_name, simplify, visible_text
from arrivals.safety.archives import Archive
from arrivals.sources.source import SourceError

#: The largest part of XML, and all parts together: what longer texts need is not taken for one page anyway.
LARGEST_PART = 16 * 1024**2
LARGEST_PACKAGE = 24 * 1024**2
#: Deeper elements than those of tables in tables in text boxes are made to do harm.
DEEPEST = 120
_TEXTS = frozenset({"document", "footnotes", "endnotes"})


@dataclass
class Package:
    """A package for the converter, and what was found in the original one.

    In the place of each picture, ``file`` holds its name in the original package.
    """

    file: BytesIO = field(default_factory=BytesIO)
    counts: Counter[str] = field(default_factory=Counter)
    margins: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


def plain_package(archive: Archive) -> Package:
    """Return the package of a Word document. Raise ``SourceError`` if it is none, or is made to do harm."""
    if "[Content_Types].xml" not in archive:
        raise SourceError(f"{archive.name} is not a Word document.")
    package = Package()
    left = LARGEST_PACKAGE
    with zipfile.ZipFile(package.file, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in archive.names:
            if name.endswith((".xml", ".rels")):
                content = archive.read(name, min(LARGEST_PART, left))
                left -= len(content)
                plain.writestr(name, _plain_part(archive, name, content, package))
            elif _is_picture(archive, name):
                plain.writestr(name, name)
    package.file.seek(0)
    return package


def _is_picture(archive: Archive, name: str) -> bool:
    return "/media/" in f"/{name}" and archive.size(name) <= settings.IMPORT_LARGEST_DOWNLOAD


def _plain_part(archive: Archive, name: str, content: bytes, package: Package) -> bytes:
    root = _root(archive, name, content)
    kind = local_name(root)
    if kind in _TEXTS:
        simplify(root, _targets(archive, name), package.counts)
        return tostring(root, "utf-8")
    if kind == "comments":
        package.counts["comment"] += sum(local_name(child) == "comment" for child in root)
    elif kind in ("hdr", "ftr") and (text := visible_text(root)) and text not in package.margins:
        package.margins.append(text)
    elif kind == "coreProperties":
        package.properties = {local_name(child).casefold(): (child.text or "").strip() for child in root}
    return tostring(root, "utf-8")


def _root(archive: Archive, name: str, content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SourceError(f"{archive.name} defines entities, as no Word document does, and was not read.") from error
    except (ParseError, ValueError, LookupError) as error:
        message = f"{archive.name} is damaged ({name}: {error}). Open it in Word, save it again, and try once more."
        raise SourceError(message) from error
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise SourceError(f"{archive.name} nests its parts deeper than a document can be, and was not read.")
    return root


def _targets(archive: Archive, name: str) -> dict[str, str]:
    """Return what the relationships of a part lead to: the name of a member, or the address of something outside."""
    folder, _, file = name.rpartition("/")
    relationships = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relationships not in archive:
        return {}
    root = _root(archive, relationships, archive.read(relationships, LARGEST_PART))
    return dict(_relationships(archive, folder, root))


def _relationships(archive: Archive, folder: str, root: Element) -> Iterator[tuple[str, str]]:
    for child in root:
        target = child.get("Target", "")
        member = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        is_outside = child.get("TargetMode") == "External" or not target
        is_there = member in archive and ("/media/" not in f"/{member}" or _is_picture(archive, member))
        if is_outside or is_there:
            yield child.get("Id", ""), target if is_outside else member
