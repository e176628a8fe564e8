"""Makes a post of a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from arrivals.contents.bylines import is_name
from arrivals.contents.embedded_files import EmbeddedFiles
from arrivals.contents.keys import digest, topic_key
from arrivals.contents.safe_html import read_html
from arrivals.documents.converted import Converted
from arrivals.documents.metadata import Metadata, read_metadata
from arrivals.documents.opening import LONGEST_TITLE, Opening, take_opening
from arrivals.documents.pictures import take_pictures
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.post import ArrivingPost
from arrivals.records.record import ArrivingRecord
from arrivals.records.topic import ArrivingTopic

#: Titles that programs give to documents that have none.
_NO_TITLES = frozenset({"", "untitled", "untitled document", "document", "word document", "microsoft word"})


@dataclass(frozen=True)
class DocumentReader:
    """Reads one document, whose format has been read already."""

    path: Path
    converted: Converted
    #: Documents have no site: a version of the same name and title is the same document.
    origin: str = "documents"

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield the topics of the post, and the post."""
        converted = take_pictures(self.converted, EmbeddedFiles())
        metadata = read_metadata(converted.metadata)
        for name in metadata.topics:
            yield ArrivingTopic(key=topic_key(name), name=name)
        yield self._post(converted, metadata)

    def _post(self, converted: Converted, metadata: Metadata) -> ArrivingPost:
        body = read_html(converted.html)
        opening = take_opening(body, metadata.texts.get("title", ""))
        title = metadata.texts.get("title") or opening.title or self._title_of_the_file(converted)
        authors, notes = _authors(converted, metadata, opening)
        texts = metadata.texts
        return ArrivingPost(
            key=f"document:{digest(self.path.stem, title)}",
            title=title[:LONGEST_TITLE],
            subtitle=texts.get("subtitle") or opening.subtitle,
            slug=slugify(texts.get("slug", "")),
            summary=texts.get("summary") or converted.fallback.get("description", ""),
            html=str(body).strip(),
            authors=authors,
            published_on=metadata.published_on,
            updated_on=metadata.updated_on,
            topics=tuple(topic_key(name) for name in metadata.topics),
            tags=metadata.tags,
            feature_image=texts.get("feature_image", ""),
            canonical_url=texts.get("canonical_url", ""),
            search_title=texts.get("search_title", ""),
            search_description=texts.get("search_description", ""),
            files=tuple(converted.files),
            notes=(*converted.notes, *metadata.notes, *notes),
        )

    def _title_of_the_file(self, converted: Converted) -> str:
        own = " ".join(converted.fallback.get("title", "").split())
        if own.casefold() not in _NO_TITLES and not own.casefold().startswith("microsoft word"):
            return own
        return " ".join(self.path.stem.replace("_", " ").replace("-", " ").split()) or "Untitled"


def _authors(
    converted: Converted, metadata: Metadata, opening: Opening
) -> tuple[tuple[ArrivingParticipant, ...], list[str]]:
    """Return who wrote the text: whom it names, or else whoever the program says made the file, with a note."""
    if metadata.authors or opening.authors:
        return metadata.authors or opening.authors, []
    creator = converted.fallback.get("creator", "")
    if is_name(creator):
        note = f"The text names no author. The file says that it was made by {creator}, who is entered: check that."
        return (ArrivingParticipant(name=creator),), [note]
    return (), ["The text names no author. Enter who wrote it."]
