"""Content in which everything that is not public carries a canary: a word, and ids that nothing public has."""

import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.fields import RichTextField, StreamField
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages.fields.phone_numbers import phone_number
from pages.models import (
    AboutDocument,
    Announcements,
    EventHost,
    EventPage,
    EventRelatedPage,
    EventSeries,
    EventSpeaker,
    Founder,
    GuestBlogPost,
    HomePage,
    HomePageFeatured,
    Image,
    Leader,
    Member,
    Navigation,
    Organization,
    Person,
    PersonLink,
    PostAuthor,
    PostCorrection,
    PostRelatedPage,
    PublicLibrary,
    SectionPage,
    SiteSettings,
    User,
)
from tests.api.everything import Everything, block
from tests.changes import append_changes
from tests.content import (
    add,
    home,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_series,
    make_topic,
    open_preview,
    picture_file,
    publish,
)

OTHER_SITE = "other.example.org"
NESTED_SITE = "chapter.example.org"
#: A word and a key that belong to nothing.
NEVER_WORD = "canary9999"
NEVER_KEY = 919_999_999
_HIDDEN_KEYS = 910_000_000
_UPLOADED_KEYS = 915_000_000
_PUBLIC_KEYS = 1_500_000_000
_MODEL_KEYS = 10_000
_MARK = re.compile(r"canary(?:\d{4})?|\b91\d{7}\b|\+1777\d{7}", re.IGNORECASE)
_KEY = re.compile(r"91\d{7}")
TODAY = timezone.now().date()


@dataclass(frozen=True)
class Hidden:
    """Something that is not public, or, with ``site``, on that site alone."""

    what: str
    instance: models.Model
    word: str
    site: str | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it is a page that was public, which ``resolve`` tells of its path."""
        return isinstance(self.instance, Page) and self.what.endswith(("unpublished", "expired"))

    def values(self, name: str) -> list[str]:
        """Return what a client could ask a parameter or a path with, to learn of this."""
        own = getattr(self.instance, name, None)
        known = [own] if isinstance(own, str | int) and own is not True and own is not False else []
        path = getattr(self.instance, "url_path", "").removeprefix("/home") or f"/{self.word}/"
        return list(dict.fromkeys(str(value) for value in (*known, self.instance.pk, self.word, path) if value))

    def never(self, value: str) -> str:
        """Return the value of the same kind that belongs to nothing."""
        return value.replace(str(self.instance.pk), str(NEVER_KEY)).replace(self.word, NEVER_WORD)


class Canaries:
    """Gives out words, and finds them and the keys of what is hidden in a text."""

    def __init__(self) -> None:
        self._words: dict[str, tuple[str, str | None]] = {}
        self._keys: dict[str, tuple[str, str | None]] = {}

    def __len__(self) -> int:
        return len(self._words) + len(self._keys)

    @property
    def words(self) -> list[str]:
        """All words that the default site must not show."""
        return list(self._words)

    def word(self, what: str, site: str | None = None) -> str:
        """Return a new word for something that only ``site`` may show, or none."""
        word = f"canary{len(self._words):04d}"
        self._words[word] = (what, site)
        return word

    def key(self, instance: models.Model, what: str, site: str | None = None) -> None:
        """Learn the key of something."""
        self._keys[str(instance.pk)] = (what, site)

    def found(self, text: str, site: str | None) -> list[str]:
        """Return the canaries in a text that a response about ``site`` must not contain."""
        # Most texts hold nothing of the kind, which this tells much faster.
        if not ("canary" in text.lower() or "+1777" in text or _KEY.search(text)):
            return []
        leaks = []
        for match in _MARK.finditer(text):
            sign = match[0].lower()
            sign = f"canary{int(sign[5:]):04d}" if sign.startswith("+1777") else sign
            what, shown_on = self._words.get(sign) or self._keys.get(sign) or ("something", None)
            if shown_on is None or shown_on != site:
                leaks.append(f"{match[0]} ({what})")
        return list(dict.fromkeys(leaks))


def start_keys_at(first: int) -> None:
    """Let the keys of each table go on from a number of its own."""
    with connection.cursor() as cursor:
        for position, model in enumerate(_keyed_models()):
            table, column, key = model._meta.db_table, model._meta.pk.column, first + position * _MODEL_KEYS
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, key])


def restore_keys() -> None:
    """Let the keys go on from what the tables hold. SQLite does so when a transaction is rolled back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _keyed_models()):
            cursor.execute(statement)


def _keyed_models() -> list[Any]:
    keyed = [
        model
        for model in apps.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField) and model._meta.managed
    ]
    return sorted(keyed, key=lambda model: model._meta.label)


def texts(model: type[models.Model], word: str) -> dict[str, Any]:
    """Return a value that carries ``word`` for every text that an editor can write in a model."""
    return {
        field.name: _text(field, word)
        for field in model._meta.concrete_fields
        if field.editable
        and field.name not in ("path", "price_currency")  # a page's place in the tree, and three letters from a list
        and not field.choices
        and isinstance(field, models.CharField | models.TextField | StreamField)
    }


def _text(field: Any, word: str) -> Any:
    if isinstance(field, StreamField):
        return body(word)
    if isinstance(field, RichTextField):
        return f'<p>{word} {field.name} <a href="https://{word}.example.org/">{word}</a></p>'
    if phone_number in field.validators:
        return f"+1777{int(word.removeprefix('canary')):07d}"
    if isinstance(field, models.SlugField):
        return word
    if isinstance(field, models.URLField):
        return f"https://{word}.example.org/"
    if isinstance(field, models.EmailField):
        return f"{word}@example.org"
    return f"{word} {field.name}"


def body(word: str) -> list[dict[str, Any]]:
    """Return a text of blocks that all carry ``word``."""
    no_link = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": word}
    words = {"text": word, "attribution": word, "role": word, "person": None}
    return [
        block(1, "paragraph", f"<h2>{word}</h2><p>{word}</p>"),
        block(2, "heading", {"text": word, "level": "2"}),
        block(3, "quote", {**words, "attribution_url": "", "source_url": f"https://{word}.example.org/"}),
        block(4, "embed", {"url": f"https://{word}.example.org/video", "title": word}),
        block(5, "call_to_action", {"text": word, "link": {**no_link, "email": f"{word}@example.org"}}),
        block(6, "callout", {"tone": "info", "title": word, "text": f"<p>{word}</p>"}),
    ]


class Menagerie:
    """A site with everything public of ``Everything``, everything hidden, and public content that refers to all of it.

    ``hidden`` lists what no response may show; ``preview_tokens`` open drafts of public pages, by type of page.
    """

    def __init__(self) -> None:
        self.canaries = Canaries()
        self.hidden: list[Hidden] = []
        # The API does not read the reference index, and with all these links it takes half of the time. The pages refer
        # to records as if these had been taken down after the pages were published.
        with disable_reference_index_auto_update(), patch("pages.models.base.record_errors", return_value=[]):
            self._build()

    def _build(self) -> None:
        self.everything = Everything()
        self.german = Locale.objects.get_or_create(language_code="de")[0]
        self.german_home = publish(home().copy_for_translation(self.german))
        self.quiet_topic = make_topic("Quiet topic")
        self.quiet_person = make_person("Quiet Person")
        self.quiet_series = make_series("Quiet series")
        start_keys_at(_HIDDEN_KEYS)
        self.owner = User.objects.create_user(f"{self.word('an account')}@example.org", first_name=self.word("a name"))
        self._media()
        self._records()
        self._sites()
        self._pages()
        self._parents_and_sources()
        self._hidden_redirects()
        start_keys_at(_PUBLIC_KEYS)
        self._families()
        self._referring_records()
        self.referring_pages = [self._referring_section(), self._referring_post(), self._referring_event()]
        self._referring_about()
        self._referring_home()
        self._referring_sites()
        self._contacts()
        Redirect.objects.create(
            old_path="/old-page", site=Site.objects.get(is_default_site=True), redirect_page=self.everything.section
        )
        Redirect.objects.create(old_path="/old-link", redirect_link="https://www.example.org/new/")
        self._withdraw()
        self._later_drafts()
        self._uploads()
        append_changes()
        self.preview_tokens = {page._meta.label_lower: open_preview(page) for page in self.referring_pages}

    # Words and records of what is hidden

    def word(self, what: str, site: str | None = None) -> str:
        return self.canaries.word(what, site)

    def hide(self, what: str, instance: Any, word: str, site: str | None = None) -> Any:
        self.hidden.append(Hidden(what, instance, word, site))
        self.canaries.key(instance, what, site)
        return instance

    def of(self, *kinds: type[models.Model]) -> list[Any]:
        """Return what is hidden of some kinds."""
        return [hidden.instance for hidden in self.hidden if isinstance(hidden.instance, kinds)]

    # What is hidden

    def _collections(self) -> Iterable[tuple[str, Collection]]:
        types = CollectionViewRestriction
        for kind in (types.LOGIN, types.PASSWORD, types.GROUPS):
            collection = Collection.get_first_root_node().add_child(name=self.word(f"collection: {kind}"))
            restriction = types.objects.create(collection=collection, restriction_type=kind, password=kind)
            if kind == types.GROUPS:
                restriction.groups.add(Group.objects.create(name=self.word("group")))
            yield kind, collection
        yield "below a login", Collection.objects.get(pk=collection.pk).add_child(name=self.word("collection below"))

    def _media(self) -> None:
        for kind, collection in self._collections():
            self.hide(f"collection: {kind}", collection, collection.name)
            self._hidden_media(kind, collection)

    def _hidden_media(self, kind: str, collection: Collection) -> None:
        word = self.word(f"image: {kind}")
        file = ImageFile(io.BytesIO(picture_file().read()), name=f"{word}.jpg")
        image = Image.objects.create(**texts(Image, word) | {"file": file}, collection=collection)
        image.tags.add(f"{word} tag")
        self.hide(f"image: {kind}", image, word)
        word = self.word(f"document: {kind}")
        paper = ContentFile(word.encode(), f"{word}.txt")
        document = Document.objects.create(**texts(Document, word) | {"file": paper}, collection=collection)
        document.tags.add(f"{word} tag")
        self.hide(f"document: {kind}", document, word)

    def _uploads(self) -> None:
        """Upload what nothing shows, beside a public library that holds all other images and documents."""
        root = Collection.get_first_root_node()
        library = root.add_child(name="Library")
        PublicLibrary.objects.create(collection=library)
        for model in (Image, Document):
            model.objects.filter(collection=root).update(collection=library)
        start_keys_at(_UPLOADED_KEYS)
        self._hidden_media("nothing shows it", root)

    def _records(self) -> None:
        for model in (Person, Organization, EventSeries):
            for state in ("draft", "unpublished", "expired", "scheduled"):
                word = self.word(f"{model.__name__}: {state}")
                record = model(**texts(model, word), live=False)
                record.save()
                if isinstance(record, Person):
                    record.links.set([PersonLink(label=word, url=f"https://{word}.example.org/")])
                if state == "scheduled":
                    record.go_live_at = timezone.now() + datetime.timedelta(days=1)
                revision = record.save_revision()
                if state != "draft":
                    revision.publish()
                if state == "unpublished":
                    append_changes()
                    model.objects.get(pk=record.pk).unpublish()
                if state == "expired":
                    model.objects.filter(pk=record.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
                self.hide(f"{model.__name__}: {state}", model.objects.get(pk=record.pk), word)
                append_changes()

    def page(
        self,
        what: str,
        model: type[Page],
        parent: Page | None = None,
        *,
        site: str | None = None,
        published: bool = True,
        **fields: Any,
    ) -> Any:
        """Add a hidden page, with a canary in every text and row that it can have."""
        what = f"{model.__name__}: {what}"
        word = self.word(what, site)
        given: dict[str, Any] = {**texts(model, word), "owner": self.owner, **fields}
        rows: dict[str, list[Any]] = {}
        if model is GuestBlogPost:
            rows["authors"] = [PostAuthor(name=word, byline=word), PostAuthor(person=self.quiet_person)]
            rows["corrections"] = [PostCorrection(text=word)]
        if model is EventPage:
            given |= {"start_date": TODAY + datetime.timedelta(days=30), "start_time": datetime.time(13)}
            given |= {"time_zone": "America/New_York", "rsvp_mode": "email", "attendance_mode": "hybrid"}
            rows["speakers"] = [EventSpeaker(name=word, bio=f"<p>{word}</p>"), EventSpeaker(person=self.quiet_person)]
            rows["hosts"] = [EventHost(name=word)]
            given |= {"series": self.quiet_series}
        page = add(parent or home(), model(**given), **rows)
        if model in (GuestBlogPost, EventPage):
            page.topics.set([self.quiet_topic])
            page.tags.add(f"{word} tag")
            page.save()
            for tag in Tag.objects.filter(name=f"{word} tag"):
                self.canaries.key(tag, f"tag of a {what}", site)
        page.save_revision()
        hidden = self.hide(what, publish(page) if published else page, word, site)
        # So that the log of changes has what was public for a while.
        append_changes()
        return hidden

    def _pages(self) -> None:
        restricted = self.page("restricted section", SectionPage)
        below = self.page("below a restricted one", SectionPage, restricted)
        for model in (SectionPage, GuestBlogPost, EventPage):
            self.page("draft", model, published=False)
            self.page("below a restricted one", model, restricted)
            self.page("two below a restricted one", model, below)
            self.page("of another site", model, self.other_home, site=OTHER_SITE)
            self.page("of a nested site", model, self.chapter, site=NESTED_SITE)
            self.page("unpublished", model).unpublish()
            scheduled = self.page("scheduled", model, published=False)
            scheduled.go_live_at = timezone.now() + datetime.timedelta(days=1)
            scheduled.save_revision().publish()
            self._expire(self.page("expired", model))
            for kind in (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS):
                self._restrict(self.page(f"restricted: {kind}", model), kind)
        self._restrict(restricted)
        german = {"locale": self.german}
        section, post = self.everything.section, self.everything.post
        self.page(
            "draft translation",
            SectionPage,
            self.german_home,
            published=False,
            translation_key=section.translation_key,
            **german,
        )
        translated = self.page(
            "restricted translation", GuestBlogPost, self.german_home, translation_key=post.translation_key, **german
        )
        self._restrict(translated)
        word = self.word("OrganizationAbout: draft")
        about = type(self.everything.about)
        self.hide("OrganizationAbout: draft", add(home(), about(**texts(about, word))), word)

    def _sites(self) -> None:
        root = home().get_parent()
        self.other_home = self.page("other site", HomePage, root, site=OTHER_SITE)
        self.hide(
            "site", Site.objects.create(hostname=OTHER_SITE, root_page=self.other_home), OTHER_SITE, site=OTHER_SITE
        )
        self.chapter = self.page("nested site", SectionPage, site=NESTED_SITE)
        self.hide(
            "site", Site.objects.create(hostname=NESTED_SITE, root_page=self.chapter), NESTED_SITE, site=NESTED_SITE
        )
        for root_page, site in ((self.other_home, OTHER_SITE), (self.chapter, NESTED_SITE)):
            self.page("of a site of its own", type(self.everything.about), root_page, site=site)

    def _parents_and_sources(self) -> None:
        # The address of a public page holds the slugs of all pages above it, so those of its parents are no secret.
        self.draft_parent = self.page("parent, draft", SectionPage, published=False, slug="not-yet")
        self.expired_parent = self.page("parent, expired", SectionPage, slug="not-any-more")
        shared: dict[str, Any] = {
            name: "Shared text" for name in texts(SectionPage, NEVER_WORD) if name not in ("slug", "body")
        }
        shared |= {"canonical_url": "", "body": []}
        self.restricted_source = self.page("source of an alias, restricted", SectionPage, **shared)
        self.expired_source = self.page("source of an alias, expired", SectionPage, **shared)
        self.translated = self.page("source of a translation, expired", SectionPage)

    def _hidden_redirects(self) -> None:
        sites = {site.hostname: site for site in Site.objects.all()}
        default = Site.objects.get(is_default_site=True)
        for page in self.of(Page):
            site = next(hidden.site for hidden in self.hidden if hidden.instance == page)
            for own in {site, None} if site else {None}:
                word = self.word("redirect to something hidden", own)
                record = sites[own] if own else default
                redirect = Redirect.objects.create(old_path=f"/{word}", site=record, redirect_page=page)
                self.hide("redirect to something hidden", redirect, word, own)
        word = self.word("redirect of another site", OTHER_SITE)
        redirect = Redirect.objects.create(old_path=f"/{word}", site=sites[OTHER_SITE], redirect_link=f"/{word}/")
        self.hide("redirect of another site", redirect, word, OTHER_SITE)

    @staticmethod
    def _restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=kind)
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.set(Group.objects.all())

    @staticmethod
    def _expire(page: Page) -> None:
        # As when the ticker does not run: live, and past its time.
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))

    # What is public and refers to it

    def _families(self) -> None:
        make_section(self.draft_parent, "Below a draft", slug="below-a-draft")
        make_section(self.expired_parent, "Below an expired one", slug="below-an-expired-one")
        for number, source in enumerate((self.restricted_source, self.expired_source)):
            alias = source.create_alias(parent=home(), update_slug=f"alias-{number}")
            assert alias.live
        make_section(
            self.german_home, "Übersetzt", slug="uebersetzt", locale=self.german, **_translation_of(self.translated)
        )

    def _withdraw(self) -> None:
        for page in (self.expired_parent, self.expired_source, self.translated):
            self._expire(page)
        self._restrict(self.restricted_source)

    def link_text(self) -> str:
        """Return rich text that links to, and shows, everything hidden."""
        links = [f'<p><a linktype="page" id="{page.pk}">a page</a></p>' for page in self.of(Page)]
        links += [f'<p><a linktype="document" id="{paper.pk}">a paper</a></p>' for paper in self.of(Document)]
        word = self.word("alternative text of a private image")
        links += [f'<embed embedtype="image" id="{image.pk}" alt="{word}" format="left"/>' for image in self.of(Image)]
        return "".join(links)

    def referring_body(self) -> list[dict[str, Any]]:
        """Return a text of blocks that refer to everything hidden."""
        words = [self.word(f"text of a block that refers to nothing public: {number}") for number in range(4)]
        images = [{"image": image.pk, "alt_text": words[0], "decorative": False} for image in self.of(Image)]
        no_link = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": words[1]}
        pages, papers, people = self.of(Page), self.of(Document), self.of(Person)
        blocks: list[tuple[str, Any]] = [("paragraph", self.link_text())]
        blocks += [("image", {"image": image, "caption": words[0], "layout": "wide"}) for image in images]
        blocks += [("gallery", {"images": images})]
        blocks += [
            ("quote", {"text": "Words.", "attribution": "", "role": "", "person": person.pk}) for person in people
        ]
        blocks += [("call_to_action", {"text": "Go", "link": {**no_link, "page": page.pk}}) for page in pages]
        blocks += [("call_to_action", {"text": "Go", "link": {**no_link, "document": paper.pk}}) for paper in papers]
        blocks += [("document", {"document": paper.pk, "description": words[2]}) for paper in papers]
        blocks += [("callout", {"tone": "info", "title": "Note", "text": self.link_text()})]
        blocks += [("people", {"people": [person.pk for person in people]})]
        blocks += [("related_pages", {"pages": [page.pk for page in pages]})]
        return [block(number, kind, value) for number, (kind, value) in enumerate(blocks, 100)]

    def participants(self, model: type[Any], role: str = "", other: str = "", **fields: Any) -> list[Any]:
        """Return rows of a model that name everybody hidden, by record alone and with a printed name."""
        word = self.word("printed name of somebody hidden")
        rows = []
        for record in self.of(Person, Organization):
            who = {"person" if isinstance(record, Person) else "organization": record}
            rows.append(model(**who, **({"role": role} if role else {}), **fields))
            if other:
                rows.append(model(**who, name=word, role=other, **fields))
        portrait = self.of(Image)[0]
        return [*rows, model(name="Shown Name", photo=portrait, **({"role": role} if role else {}), **fields)]

    def _referring_records(self) -> None:
        note = self.word("internal note")
        pictures, organizations = self.of(Image), self.of(Organization)
        for number, (picture, organization) in enumerate(zip(pictures, organizations, strict=True)):
            public = make_organization(
                f"Referring union {number}", logo=picture, description=self.link_text(), internal_note=note
            )
            make_person(
                f"Referring Person {number}",
                organization=public if number == 0 else organization,
                photo=picture,
                job_title="Director",
                bio=self.link_text(),
                internal_note=note,
            )
        for number, picture in enumerate(pictures):
            make_series(f"Referring series {number}", image=picture)
        make_image("Noted", description=self.word("note on an image"))

    def _referring_section(self) -> SectionPage:
        return make_section(
            title="Referring section",
            feature_image=self.of(Image)[0],
            social_image=self.of(Image)[1],
            body=self.referring_body(),
        )

    def _referring_post(self) -> GuestBlogPost:
        post = make_post(
            title="Referring post",
            authors=[
                *self.participants(PostAuthor, "author", "translator"),
                *(PostAuthor(person=person) for person in Person.objects.filter(name__startswith="Referring")),
            ],
            intro=self.link_text(),
            feature_image=self.of(Image)[2],
            body=self.referring_body(),
        )
        post.related_pages.set([PostRelatedPage(page=page) for page in self.of(Page)])
        post.topics.set([self.everything.topic])
        return publish(post)

    def _referring_event(self) -> EventPage:
        unconfirmed = self.word("somebody unconfirmed")
        said = {"name": unconfirmed, "confirmed": False}
        event = make_event(
            title="Referring event",
            intro=self.link_text(),
            speakers=[
                *self.participants(EventSpeaker, "featured", "panelist"),
                EventSpeaker(**said, affiliation=unconfirmed, bio=f"<p>{unconfirmed}</p>", talk_title=unconfirmed),
                EventSpeaker(person=self.quiet_person, affiliation=unconfirmed, confirmed=False),
                EventSpeaker(name="Speaker", bio=self.link_text()),
            ],
            hosts=[
                *self.participants(EventHost, "host", "sponsor"),
                EventHost(**said),
                EventHost(person=self.quiet_person, confirmed=False),
            ],
            about=self.of(type(self.everything.about))[0],
            body=self.referring_body(),
        )
        event.related_pages.set([EventRelatedPage(page=page) for page in self.of(Page)])
        publish(event)
        for number, about in enumerate(self.of(type(self.everything.about))[1:]):
            make_event(title=f"Event about {number}", about=about)
        for number, series in enumerate(self.of(EventSeries)):
            make_event(title=f"Event of series {number}", series=series)
        return event

    def _referring_about(self) -> None:
        about = self.everything.about
        about.founders.set([*about.founders.all(), *self.participants(Founder)])
        about.leadership.set([*about.leadership.all(), *self.participants(Leader, "Chair", "Secretary")])
        about.members.set([*about.members.all(), *self.participants(Member)])
        documents = [AboutDocument(document=paper) for paper in self.of(Document)]
        about.documents.set([*about.documents.all(), *documents])
        about.logo = self.of(Image)[3]
        about.mission = about.boilerplate = self.link_text()
        publish(about)

    def _referring_home(self) -> None:
        page = home()
        page.featured.set([*page.featured.all(), *(HomePageFeatured(page=hidden) for hidden in self.of(Page))])
        publish(page)

    def _referring_sites(self) -> None:
        sites = {site.hostname: site for site in Site.objects.all()}
        default = Site.objects.get(is_default_site=True)
        word = self.word("label of a menu entry that leads to nothing public")
        targets = [("page", page.pk) for page in self.of(Page)] + [
            ("document", paper.pk) for paper in self.of(Document)
        ]
        typed, untyped = (
            [(kind, {kind: key, "label": label, "children": []}) for kind, key in targets] for label in (word, "")
        )
        below = [block(number, kind, value) for number, (kind, value) in enumerate(typed, 200)]
        shown = {"page": self.everything.section.pk, "label": "News", "children": below}
        entries = [*typed, *untyped, ("group", {"label": word, "children": below}), ("page", shown)]
        menu = [block(number, kind, value) for number, (kind, value) in enumerate(entries, 300)]
        Navigation.objects.create(site=default, header=menu, footer=menu)
        no_link = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": word}
        over, later = (
            {"text": self.word(f"announcement: {what}"), "link": no_link | {"url": "https://www.example.org/"}, **when}
            for what, when in (
                ("over", {"until": "2020-01-01T00:00:00Z"}),
                ("later", {"start": "2100-01-01T00:00:00Z"}),
            )
        )
        current = [{"text": "Hear", "link": no_link | {kind: key}} for kind, key in targets]
        announcements = [block(number, "announcement", value) for number, value in enumerate([over, later, *current])]
        Announcements.objects.create(site=default, announcements=announcements)
        SiteSettings.objects.create(site=default, social_image=self.of(Image)[0])
        for hostname in (OTHER_SITE, NESTED_SITE):
            own = self.word("menu of another site", hostname)
            link = {"label": own, "url": "https://www.example.org/", "children": []}
            Navigation.objects.create(site=sites[hostname], header=[block(1, "url", link)])
            SiteSettings.objects.create(site=sites[hostname], title_suffix=own)

    def _contacts(self) -> None:
        past, other = self.word("contact of a past event"), self.word("contact that was not chosen")
        contact: dict[str, Any] = {
            "rsvp_email": f"{past}@example.org",
            "rsvp_phone": f"+1777{int(past.removeprefix('canary')):07d}",
            "rsvp_contact_name": past,
        }
        day = TODAY - datetime.timedelta(days=400)
        make_event(title="Past by mail", start_date=day, rsvp_mode="email", **contact)
        make_event(title="Past by phone", start_date=day, rsvp_mode="phone", **contact)
        not_chosen = {name: value.replace(past, other) for name, value in contact.items()}
        not_chosen["rsvp_phone"] = f"+1777{int(other.removeprefix('canary')):07d}"
        make_event(title="Walk in", rsvp_mode="walk_in", rsvp_url=f"https://{other}.example.org/", **not_chosen)
        make_event(title="By web page", rsvp_mode="url", rsvp_url="https://sign.example.org/", **not_chosen)
        mail = {**not_chosen, "rsvp_email": "chosen@example.org", "rsvp_contact_name": "Robin"}
        make_event(title="By mail", rsvp_mode="email", rsvp_url=f"https://{other}.example.org/", **mail)

    def _later_drafts(self) -> None:
        for live in (self.everything.section, self.everything.post, self.everything.event, self.everything.about):
            word = self.word(f"{type(live).__name__}: later draft")
            page = type(live).objects.get(pk=live.pk)
            for name, value in texts(type(page), word).items():
                setattr(page, name, value)
            page.save_revision()
        for model in (Person, Organization, EventSeries):
            word = self.word(f"{model.__name__}: later draft")
            record: Any = model.objects.filter(live=True, expire_at=None).first()
            for name, value in texts(model, word).items():
                setattr(record, name, value)
            record.save_revision()
        Comment.objects.create(
            page=self.everything.section,
            user=self.owner,
            text=self.word("an editor's comment"),
            contentpath="title",
            position="",
        )
        Page.objects.filter(pk=self.everything.post.pk).update(owner=self.owner)


def _translation_of(page: Page) -> dict[str, Any]:
    return {"translation_key": page.translation_key}


def delete_all(hidden: Iterable[Hidden]) -> None:
    """Delete what is hidden, and the rows that are not confirmed.

    Nothing else is touched: who referred to what is deleted goes on referring to it.
    """
    keys: dict[type[models.Model], list[Any]] = {}
    for found in hidden:
        for model in (type(found.instance), *type(found.instance)._meta.get_parent_list()):
            keys.setdefault(model, []).append(found.instance.pk)
    for model, pks in keys.items():
        _delete(model._base_manager.filter(pk__in=pks))
    for rows in (EventSpeaker, EventHost):
        _delete(rows.objects.filter(confirmed=False))


def _delete(queryset: Any) -> None:
    # Without cascades and protection, and without the foreign keys' checks, which come when a transaction ends.
    queryset._raw_delete(queryset.db)
