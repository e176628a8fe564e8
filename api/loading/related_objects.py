"""Loads everything a response refers to in bulk, through the one visibility rule.

A response is built in three steps: each serializer registers what its objects refer to (``want_*``), ``load`` fetches
all of it with at most one query per kind, and the serializers build their values from the loaded objects. An object
that is missing is not public or does not exist; clients cannot distinguish the two.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from wagtail.documents.models import Document
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from api.formats.addresses import web_address
from api.formats.links import absolute
from api.images.levels import FULL, NONE
from api.images.representation import represent_image
from api.loading.child_relations import ChildRelations
from api.loading.linked import LinkedDocument, LinkedPage, PageCard
from api.loading.listing_sections import record_path, section_paths
from api.loading.related_queries import (
    cards,
    read_abouts,
    read_collected,
    read_embeds,
    read_pages,
    read_people,
    read_records,
)
from api.registry.kinds import RecordKind, record_kinds
from api.registry.page_types import type_of_content
from api.rich_text.cleaning import clean, may_name_objects, named_objects, write
from api.tags.dependencies import depend_on, depend_on_hidden, depend_on_lists
from api.tags.names import object_tag
from pages.database.bad_rows import each_by_itself
from pages.models import Image, Organization, OrganizationAbout, Person
from pages.previews.draft_records import DraftRecords
from pages.visibility.visibility import Visibility


class RelatedObjects:
    """The objects that a response refers to.

    ``crops`` names the crops of every image in the response, and ``images`` how much of it is shown, one of
    ``api.images.levels.LEVELS``. ``rich_text_format`` is the format of its rich text, one
    of ``api.rich_text.cleaning.RICH_TEXT_FORMATS``. ``draft_records`` are the records that a preview shows although
    they are not public.
    """

    def __init__(
        self,
        visibility: Visibility,
        crops: Iterable[str] = (),
        rich_text_format: str = "html",
        draft_records: DraftRecords | None = None,
        images: str = FULL,
    ) -> None:
        self.visibility = visibility
        self.image_level = images
        self._draft_records = draft_records
        #: The names of the kinds and the keys of the records that are not public and are shown all the same.
        self.shown_drafts: set[tuple[str, Any]] = set()
        self.crops = tuple(crops)
        self.rich_text_format = rich_text_format
        #: The objects that ``api.content.representations`` has built, each once.
        self.built: dict[Hashable, Any] = {}
        self._cleaned: dict[str, str] = {}
        self._wanted: dict[str, set[Any]] = defaultdict(set)
        #: The keys of wanted objects of which only the columns are shown, by kind.
        self._alone: dict[str, set[Any]] = defaultdict(set)
        self._with_cards = False
        self.pages: dict[int, PageCard] = {}
        self.pages_by_path: dict[str, LinkedPage] = {}
        self.translations: dict[Any, list[LinkedPage]] = defaultdict(list)
        #: The public records by endpoint (``api.registry.kinds.RecordKind``) and key.
        self.records: dict[str, dict[int, Any]] = {kind.endpoint: {} for kind in record_kinds().values()}
        #: The organizations of people that are not public.
        self._hidden_organizations: set[int] = set()
        #: The paths of the sections that list records, by the name of the kind, where their paths are wanted.
        self._section_paths: dict[str, str] = {}
        self.abouts: dict[int, OrganizationAbout] = {}
        self._own_abouts: list[OrganizationAbout] = []
        self.images: dict[int, Image] = {}
        self.documents: dict[int, LinkedDocument] = {}
        self.embeds: dict[str, Embed] = {}

    @property
    def people(self) -> dict[int, Person]:
        """The public people by key."""
        return self.records["people"]

    @property
    def organizations(self) -> dict[int, Organization]:
        """The public organizations by key."""
        return self.records["organizations"]

    def want(self, kind: str, *keys: Any) -> None:
        """Register objects to load, by primary key. ``None`` is ignored.

        ``kind`` is ``pages``, ``images``, ``documents``, ``abouts``, or the endpoint of a kind of record.
        """
        if kind == "images" and self.image_level == NONE:
            return
        wanted = self._wanted[kind]
        for key in keys:
            if key is not None:
                wanted.add(key)
        if kind in self._alone:
            self._alone[kind].difference_update(keys)

    def want_alone(self, kind: str, *keys: Any) -> None:
        """Register objects to load, likewise, but without their images and what their texts refer to."""
        self._alone[kind].update(key for key in keys if key is not None and key not in self._wanted[kind])
        self._wanted[kind].update(key for key in keys if key is not None)

    def want_paths(self, kind: RecordKind) -> None:
        """Register that the paths of records of a kind are shown."""
        if kind.section:
            self._wanted["record_paths"].add(kind.name)

    def want_page_at(self, *tree_paths: str, with_cards: bool = False) -> None:
        """Register the pages at tree paths, with the columns of links and, if ``with_cards``, those of cards too."""
        self._wanted["paths"].update(tree_paths)
        self._with_cards |= with_cards

    def want_translations(self, *keys: Any) -> None:
        """Register all language versions of pages, by translation key."""
        self._wanted["translations"].update(keys)

    def want_own_about(self) -> None:
        """Register the site's own page about the organization, in all languages."""
        self._wanted["own_about"].add(True)

    def want_embed(self, url: str) -> None:
        """Register the stored embed of a URL on another site. Nothing is requested from there."""
        self._wanted["embeds"].add(get_embed_hash(url))

    def want_rich_text(self, *texts: str) -> None:
        """Register the objects that rich texts link to and show."""
        for text in texts:
            if may_name_objects(text):
                for kind, key in named_objects(self.clean(text)):
                    # A picture in a text is a part of the text, whatever the level of image objects.
                    self._wanted[f"{kind}s"].add(key)

    def clean(self, text: str) -> str:
        """Return stored rich text cleaned by ``api.rich_text.cleaning.clean``, which runs once for each text."""
        if text not in self._cleaned:
            self._cleaned[text] = clean(text, self.rich_text_format)
        return self._cleaned[text]

    def rich_text(self, text: str, anchors: set[str] | None = None) -> str:
        """Return stored rich text in the format of the response.

        ``anchors`` holds the anchors of the headings before this text on the page; those of its own headings are added.
        Without it, headings get no anchors, because they could collide with those of other texts on the page.
        """
        return write(self.clean(text), self, anchors)

    def record_path(self, kind: str, record: Any) -> str | None:
        """Return the frontend path of a record of a kind.

        It is ``None`` if no section lists such records, as only the frontend knows then what shows them, and for a
        record that only a preview shows.
        """
        section = self._section_paths.get(kind)
        is_draft = (kind, record.pk) in self.shown_drafts
        return record_path(section, record.slug) if section and not is_draft else None

    def own_about(self, locale_id: int) -> OrganizationAbout | None:
        """Return the site's page about the organization: in the given language, else in the default one, else any."""
        translated = (about for about in self._own_abouts if about.locale_id == locale_id)
        return next(translated, None) or next(iter(self._own_abouts), None)

    def embed(self, url: str) -> Embed | None:
        """Return the stored embed of a URL on another site."""
        return self.embeds.get(get_embed_hash(url))

    def load(self, rows: ChildRelations | None = None) -> None:
        """Load the registered objects that are not in ``rows``. Each kind may register objects of later kinds."""
        rows = rows or ChildRelations(self.visibility.at)
        self._load_abouts()
        for record_kind in record_kinds().values():
            if record_kind.model not in (Person, Organization):
                self._load_records(record_kind)
        self._load_people(rows)
        self._load_organizations(rows)
        self._load_pages()
        self._load_images()
        self._load_documents()
        self._load_embeds()
        self._load_section_paths()
        self._record()

    def _record(self) -> None:
        """Record the dependencies of the response: the objects found, and the registered ones that are not public."""
        found: dict[str, Mapping[int, Any]] = {
            "page": {page.id: page for page in self.pages_by_path.values()},
            "image": self.images,
            "document": self.documents,
            **{kind: self.records[record_kind.endpoint] for kind, record_kind in record_kinds().items()},
        }
        wanted = {
            "page": self._wanted["pages"] | self._wanted["abouts"],
            "image": self._wanted["images"],
            "document": self._wanted["documents"],
            **{kind: self._wanted[record_kind.endpoint] for kind, record_kind in record_kinds().items()},
        }
        wanted["organization"] = wanted["organization"] | self._hidden_organizations
        for kind, keys in wanted.items():
            depend_on(*(object_tag(kind, key) for key in found[kind]))
            depend_on_hidden(*(object_tag(kind, key) for key in keys - found[kind].keys()))

    def _load_abouts(self) -> None:
        if not self._wanted["abouts"] and not self._wanted["own_about"]:
            return
        if self._wanted["own_about"]:
            depend_on_lists(OrganizationAbout)
        visibility, wanted = self.visibility, self._wanted["abouts"]
        roots = visibility.paths.own_roots if self._wanted["own_about"] else ()
        for about in read_abouts(visibility.at):
            is_own = any(root.holds(about.path) for root in roots)
            if (is_own or about.pk in wanted) and visibility.is_at_public_place(about.path):
                self.abouts[about.pk] = about
                self.want("organizations", about.organization_id)
                self.want("images", about.logo_id)
                self.want("pages", about.pk)
                self.want_rich_text(about.boilerplate)
        own = (about for about in self.abouts.values() if any(root.holds(about.path) for root in roots))
        self._own_abouts = sorted(own, key=lambda about: visibility.paths.own_order(about.path))

    def _load_records(self, kind: RecordKind) -> None:
        wanted = self._wanted[kind.endpoint]
        for record in read_records(kind.model, wanted, self.visibility.at) if wanted else ():
            self.records[kind.endpoint][record.pk] = record
            self._collect(kind, record)
        self._add_drafts(kind, wanted)

    def _add_drafts(self, kind: RecordKind, wanted: set[Any]) -> None:
        """Add the wanted records that are not public and that a preview shows."""
        found = self.records[kind.endpoint]
        for record in self._draft_records.of(kind.model, wanted - found.keys()) if self._draft_records else ():
            found[record.pk] = record
            self.shown_drafts.add((kind.name, record.pk))
            if isinstance(record, Person):
                self.want("organizations", record.organization_id)
            self._collect(kind, record)

    def _collect(self, kind: RecordKind, record: Any) -> None:
        if kind.collect is not None and record.pk not in self._alone[kind.endpoint]:
            kind.collect(self, record)

    def _load_people(self, rows: ChildRelations) -> None:
        missing = self._wanted["people"] - rows.named[Person]
        found = [*rows.records[Person], *(read_people(missing, self.visibility.at) if missing else ())]
        for person, organization in found:
            if person.pk not in self._wanted["people"]:
                continue
            self.people[person.pk] = person
            self._collect(record_kinds()["person"], person)
            if organization is not None:
                self.organizations[organization.pk] = organization
            elif person.organization_id is not None:
                self._hidden_organizations.add(person.organization_id)
        self._add_drafts(record_kinds()["person"], self._wanted["people"])

    def _load_organizations(self, rows: ChildRelations) -> None:
        wanted = self._wanted["organizations"]
        missing = wanted - self.organizations.keys() - self._hidden_organizations - rows.named[Organization]
        found = [
            *rows.records[Organization],
            *(read_records(Organization, missing, self.visibility.at) if missing else ()),
        ]
        self.organizations.update((record.pk, record) for record in found if record.pk in wanted)
        for key in wanted & self.organizations.keys():
            self._collect(record_kinds()["organization"], self.organizations[key])
        self._add_drafts(record_kinds()["organization"], wanted)

    def _load_pages(self) -> None:
        keys, tree_paths, translations = (self._wanted[kind] for kind in ("pages", "paths", "translations"))
        if not (keys or tree_paths or translations):
            return
        with_cards, alone = self._with_cards or bool(keys), self._alone["pages"]
        for row in read_pages(keys, tree_paths, translations, self.visibility.at, with_cards):
            page = self._linked_page(row) if self.visibility.is_at_public_place(row["path"]) else None
            if page is None:
                continue
            self.pages_by_path[page.path] = page
            self.translations[page.translation_key].append(page)
            if isinstance(page, PageCard):
                self.pages[page.id] = page
                if page.id not in alone:
                    self.want("images", page.image_id, page.social_image_id)

    def _linked_page(self, row: Mapping[str, Any]) -> LinkedPage | None:
        root, model = self.visibility.paths.root_at(row["path"]), type_of_content(row["content_type_id"])
        if root is None or model is None:
            return None
        html_path = root.html_path(row["url_path"])
        linked = {
            "id": row["pk"],
            "type": model._meta.label,
            "title": row["title"],
            "path": row["path"],
            "translation_key": row["translation_key"],
            "locale": self.visibility.language_code(row["locale_id"]),
            "html_path": html_path,
            "html_url": root.root_url + html_path,
        }
        columns = cards()[model]
        if columns["summary"] not in row:
            return LinkedPage(**linked)
        return PageCard(
            **linked,
            kicker=row[columns["kicker"]] or model.kicker,
            summary=row[columns["summary"]] or row[columns["excerpt"]],
            image_id=row[columns["image"]],
            date=row[columns["date"]] if "date" in columns else None,
            status=row[columns["status"]] if "status" in columns else None,
            social_image_id=row[columns["social_image"]],
            canonical_url=web_address(row[columns["canonical_url"]]) or "",
            noindex=row[columns["noindex"]],
        )

    def _load_section_paths(self) -> None:
        for name, kind in record_kinds().items():
            if name in self._wanted["record_paths"] or (kind.section and self.records[kind.endpoint]):
                for path in section_paths(self.visibility, kind.section)[:1]:
                    self._section_paths[name] = path

    def _load_images(self) -> None:
        found = each_by_itself(self._collected(Image, "images"), represent_image)
        self.images = {image.pk: image for image, _ in found}

    def _load_documents(self) -> None:
        found = each_by_itself(self._collected(Document, "documents"), _linked_document)
        self.documents = {document.pk: linked for document, linked in found}

    def _collected(self, model: type[Image] | type[Document], kind: str) -> Iterator[Any]:
        if self._wanted[kind]:
            for found, path in read_collected(model, self._wanted[kind]):
                if self.visibility.is_in_public_collection(path):
                    yield found

    def _load_embeds(self) -> None:
        if self._wanted["embeds"]:
            self.embeds = {embed.hash: embed for embed in read_embeds(self._wanted["embeds"])}


def _linked_document(document: Document) -> LinkedDocument:
    return LinkedDocument(document.pk, document.title, absolute(document.url))
