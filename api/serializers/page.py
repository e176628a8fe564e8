"""The base classes of page serializers."""

from typing import Any, ClassVar

from rest_framework.fields import BooleanField, CharField, DateTimeField, DictField, IntegerField, ListField
from wagtail.models import Page

from api.blocks.body import collect_body, represent_body, table_of_contents
from api.content import representations
from api.formats import datetimes
from api.formats.links import detail_url
from api.json_ld.graph import Graph, SchemaNode
from api.json_ld.organization import add_organization
from api.json_ld.web_page import add_web_page, add_website
from api.lists.filters import SUBJECTS
from api.lists.filterset import COMMON, FilterSet
from api.loading.linked import PageCard
from api.registry.page_types import type_of_content
from api.serializers.base import ContractSerializer
from api.serializers.page_shapes import SeoShape
from api.shapes.body import BlockShape, TableOfContentsShape
from api.shapes.image import ImageShape
from api.shapes.page_link import BreadcrumbShape, ListingShape, PageLinkShape, PageReferenceShape, TranslationShape
from api.shapes.record import TopicShortShape
from pages.database.alphabet import alphabetical_key
from pages.models.base import BasePage

STEP = Page.steplen
#: The depth in the tree of the root pages of sites; a site's root page is the first breadcrumb.
FIRST_DEPTH = 2


class PageSerializer(ContractSerializer):
    """The fields of any page, which are enough for lists of several types."""

    id = IntegerField()
    type = CharField()
    detail_url = CharField()
    html_url = CharField(allow_null=True)
    html_path = CharField(allow_null=True)
    slug = CharField()
    show_in_menus = BooleanField()
    seo_title = CharField()
    search_description = CharField()
    first_published_at = DateTimeField(allow_null=True)
    last_published_at = DateTimeField(allow_null=True)
    alias_of = PageReferenceShape(allow_null=True)
    locale = CharField()
    parent = PageReferenceShape(allow_null=True)
    breadcrumbs = BreadcrumbShape(many=True)
    translations = TranslationShape(many=True)
    seo = SeoShape()
    title = CharField()
    listing = ListingShape()

    meta_names = (
        "type",
        "detail_url",
        "html_url",
        "html_path",
        "slug",
        "show_in_menus",
        "seo_title",
        "search_description",
        "first_published_at",
        "last_published_at",
        "alias_of",
        "locale",
        "parent",
        "breadcrumbs",
        "translations",
        "seo",
        "json_ld",
    )
    detail_only = frozenset({"parent"})
    list_excludes = frozenset({"breadcrumbs", "seo", "translations", "body", "toc", "related"})
    form_fields = {
        **{"title": "title", "listing/title": "title", "listing/summary": "summary", "listing/image": "feature_image"},
        "listing/kicker": "kicker_text",
        **{f"meta/{name}": name for name in ("slug", "seo_title", "search_description")},
        **{"meta/seo/title": "seo_title", "meta/seo/description": "search_description"},
    }
    #: The default fields of lists of several types, as in Wagtail API v2.
    mixed_list_default = (
        "id",
        "type",
        "detail_url",
        "html_url",
        "html_path",
        "slug",
        "first_published_at",
        "locale",
        "title",
    )
    #: Columns that are loaded only for the fields named.
    heavy_columns: ClassVar[dict[str, frozenset[str]]] = {"body": frozenset({"body", "toc"})}

    @classmethod
    def deferred_columns(cls, selected: Any) -> list[str]:
        """Return the columns that the selected fields do not need."""
        return [column for column, names in cls.heavy_columns.items() if not any(name in selected for name in names)]

    def get_type(self, page: Page) -> str:
        served_as = type_of_content(page.content_type_id)
        return str((served_as or type(page))._meta.label)

    def get_detail_url(self, page: Page) -> str | None:
        return detail_url("pages", page.pk) if page.pk else None

    def get_html_url(self, page: Page) -> str | None:
        return self.related_objects.visibility.paths.html_url(page)

    def get_html_path(self, page: Page) -> str | None:
        return self.related_objects.visibility.paths.html_path(page)

    def get_first_published_at(self, page: Page) -> str | None:
        return datetimes.format_precise_instant(page.first_published_at)

    def get_last_published_at(self, page: Page) -> str | None:
        return datetimes.format_precise_instant(page.last_published_at)

    def get_locale(self, page: Page) -> str:
        return self.related_objects.visibility.language_code(page.locale_id)

    def collect_alias_of(self, page: Page) -> None:
        self.related_objects.want("pages", page.alias_of_id)

    def get_alias_of(self, page: Page) -> dict[str, Any] | None:
        return representations.page_reference(self.related_objects.pages.get(page.alias_of_id or 0))

    def collect_parent(self, page: Page) -> None:
        self.related_objects.want_page_at(page.path[:-STEP])

    def get_parent(self, page: Page) -> dict[str, Any] | None:
        return representations.page_reference(self.related_objects.pages_by_path.get(page.path[:-STEP]))

    def _ancestors(self, page: Page) -> list[str]:
        depth = len(page.path) // STEP
        return [page.path[: STEP * level] for level in range(FIRST_DEPTH, depth)]

    def collect_breadcrumbs(self, page: Page) -> None:
        self.related_objects.want_page_at(*self._ancestors(page))

    def get_breadcrumbs(self, page: Page) -> list[dict[str, Any]]:
        ancestors = (self.related_objects.pages_by_path.get(path) for path in self._ancestors(page))
        trail = [{"id": found.id, "title": found.title, "html_path": found.html_path} for found in ancestors if found]
        return [*trail, {"id": page.pk, "title": page.title, "html_path": self.get_html_path(page)}]

    def collect_translations(self, page: Page) -> None:
        self.related_objects.want_translations(page.translation_key)

    def get_translations(self, page: Page) -> list[dict[str, Any]]:
        others = [other for other in self.related_objects.translations[page.translation_key] if other.id != page.pk]
        return [{"id": other.id, "locale": other.locale, "html_path": other.html_path} for other in others]

    def collect_listing(self, page: BasePage) -> None:
        if self.shows_inside("listing", "image"):
            self.related_objects.want("images", page.feature_image_id)

    def get_listing(self, page: BasePage) -> dict[str, Any]:
        return representations.listing(
            page.kicker_text or page.kicker,
            page.title,
            self.get_summary(page),
            representations.image_representation(self.related_objects, page.feature_image_id),
            getattr(page, page.listing_date_field) if page.listing_date_field else None,
            getattr(page, page.listing_status_field) if page.listing_status_field else None,
            self.get_html_url(page),
        )

    def get_summary(self, page: BasePage) -> str:
        return str(page.summary or page.excerpt)

    def _seo(self, page: Page, card: BasePage | PageCard, image_id: int | None, summary: str) -> dict[str, Any]:
        """Return what search engines and link previews should show, with all fallbacks applied."""
        # An alias is the same content in another place. It names itself where its original is not public.
        original = self.related_objects.pages.get(page.alias_of_id or 0)
        return {
            "title": page.seo_title or page.title,
            "description": page.search_description or summary,
            "canonical_url": card.canonical_url or (original and original.html_url) or self.get_html_url(page),
            "robots": "noindex" if card.noindex else "index, follow",
            "image": representations.social_image(self.related_objects, card.social_image_id, image_id),
        }


class FullPageSerializer(PageSerializer):
    """The fields of all page types of this project, in addition to those of any Wagtail page."""

    subtitle = CharField()
    summary = CharField()
    feature_image = ImageShape(allow_null=True)
    body = BlockShape(many=True)
    json_ld = DictField(allow_null=True)

    list_excludes = PageSerializer.list_excludes | {"json_ld"}
    form_fields = {
        **PageSerializer.form_fields,
        **{name: name for name in ("subtitle", "summary", "feature_image", "body")},
        **{"meta/seo/image": "social_image", "meta/seo/canonical_url": "canonical_url", "meta/seo/robots": "noindex"},
    }
    #: The filters and columns of lists of this type.
    filterset: ClassVar[FilterSet] = COMMON

    def collect_feature_image(self, page: BasePage) -> None:
        self.related_objects.want("images", page.feature_image_id)

    def get_feature_image(self, page: BasePage) -> dict[str, Any] | None:
        return representations.image_representation(self.related_objects, page.feature_image_id)

    def collect_body(self, page: BasePage) -> None:
        collect_body(page.body, self.related_objects)

    def get_body(self, page: BasePage) -> list[dict[str, Any]]:
        return represent_body(page.body, self.related_objects)

    def collect_seo(self, page: BasePage) -> None:
        self.related_objects.want("images", page.social_image_id, page.feature_image_id)
        self.collect_alias_of(page)

    def get_seo(self, page: BasePage) -> dict[str, Any]:
        return self._seo(page, page, page.feature_image_id, self.get_summary(page))

    def collect_json_ld(self, page: BasePage) -> None:
        self.collect_breadcrumbs(page)
        self.collect_seo(page)
        self.related_objects.want_own_about()

    def get_json_ld(self, page: BasePage) -> dict[str, Any] | None:
        root, url = self.related_objects.visibility.paths.root_of(page), self.get_html_url(page)
        if root is None or url is None:
            return None
        about = self.related_objects.own_about(page.locale_id)
        record = self.related_objects.organizations.get(about.organization_id or 0) if about else None
        graph = Graph(root.root_url, record.slug if record else "")
        shown = representations.about_representation(self.related_objects, about) if about else None
        own = add_organization(graph, shown) if shown else None
        site, seo = self.related_objects.visibility.site, self.field_value(page, "seo")
        add_website(graph, site.site_name if site else "", own)
        subject = self.subject(page, url, seo, graph, own)
        add_web_page(
            graph,
            self.web_page_type_of(page),
            url,
            seo,
            self.field_value(page, "breadcrumbs"),
            inLanguage=self.get_locale(page),
            datePublished=datetimes.format_instant(page.first_published_at),
            dateModified=datetimes.format_instant(page.last_published_at),
            mainEntity=graph.add(subject) if subject else None,
        )
        return graph.value()

    def web_page_type_of(self, page: Any) -> str:
        """Return the schema.org type of the page itself, not of its subject."""
        return "WebPage"

    def subject(
        self, page: Any, url: str, seo: dict[str, Any], graph: Graph, own: SchemaNode | None
    ) -> SchemaNode | None:
        """Return the node of the subject of the page at ``url``, or ``None`` if it has none.

        ``own`` is a reference to the site's own organization, if it is known.
        """
        return None


class ArticleSerializer(FullPageSerializer):
    """The fields of articles: topics, tags, related pages and a table of contents."""

    intro = CharField()
    topics = TopicShortShape(many=True)
    tags = ListField(child=CharField())
    toc = TableOfContentsShape(many=True)
    related = PageLinkShape(many=True)

    filterset = COMMON.extended(filters=SUBJECTS)
    form_fields = {
        **FullPageSerializer.form_fields,
        **{"intro": "intro", "topics": "topics", "tags": "tags", "related": "related_pages"},
    }
    relations: ClassVar[dict[str, tuple[str, ...]]] = {
        "topics": ("topics",),
        "tags": ("tags",),
        "related": ("related_pages",),
    }

    def collect_intro(self, page: Any) -> None:
        self.related_objects.want_rich_text(page.intro)

    def get_intro(self, page: Any) -> str:
        return self.related_objects.rich_text(page.intro, set())

    def get_body(self, page: Any) -> list[dict[str, Any]]:
        return represent_body(page.body, self.related_objects, opening=page.intro)

    def get_topics(self, page: Any) -> list[dict[str, str]]:
        topics = self.child_relations.of(page, "topics")
        return [{"slug": topic.slug, "name": topic.name} for topic in topics]

    def get_tags(self, page: Any) -> list[str]:
        return sorted((tag.name for tag in self.child_relations.of(page, "tags")), key=alphabetical_key)

    def get_toc(self, page: Any) -> list[dict[str, Any]]:
        return table_of_contents(page.body, self.related_objects, opening=page.intro)

    def want_participants(self, field: str, rows: Any, *further: str) -> None:
        """Register what the selected names inside a field with participant rows need.

        ``further`` are names that take the whole records, in addition to their pictures.
        """
        with_photo, selected = self.shows_inside(field, "photo"), self.selected.names.get(field)
        inner = selected.names if selected else {}
        records = [inner[name] for name in ("person", "organization") if name in inner]
        with_pictures = any(record is None or "photo" in record or "logo" in record for record in records)
        whole = with_pictures or self.shows_inside(field, "photo", *further)
        representations.want_participants(self.related_objects, rows, with_photo=with_photo, whole=whole)

    def participant(self, field: str, row: Any) -> dict[str, Any] | None:
        """Return what participant rows share, with the selected names inside the field."""
        return representations.participant(self.related_objects, row, with_photo=self.shows_inside(field, "photo"))

    def _related(self, page: Any) -> list[int]:
        return [row.page_id for row in self.child_relations.of(page, "related_pages") if row.page_id != page.pk]

    def collect_related(self, page: Any) -> None:
        representations.want_links(self.related_objects, self._related(page), self.shows_inside("related", "listing"))

    def get_related(self, page: Any) -> list[dict[str, Any]]:
        return representations.page_links(self.related_objects, self._related(page))
