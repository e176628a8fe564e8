"""People, organizations, topics and tags."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rest_framework.fields import CharField, IntegerField

from api.content import representations
from api.content.mentions import mentioning_types
from api.formats.addresses import web_address
from api.lists.columns import NAMED_COLUMNS, Column
from api.lists.filters import Filter
from api.requests.selection import DeclaredFields
from api.serializers.base import ContractSerializer
from api.serializers.record_shapes import LabelledLinkShape, counts_shape
from api.shapes.image import ImageShape
from api.shapes.page_link import PageLinkShape
from api.shapes.record import OrganizationShortShape
from api.shapes.shape import Shape
from pages.models import Organization, Person
from pages.records.record import Record


class RecordSerializer(ContractSerializer):
    """The fields of all kinds of shared records, and the pages that mention them, by type: ``posts``, ``events``.

    Further context: ``kind`` (``RecordKind``) and ``mentions`` (``Mentions``).
    """

    #: The model of the records.
    model: ClassVar[type[Record]]
    #: The columns by which lists of them can be filtered and ordered, their usual order, and further filters.
    columns: ClassVar[Sequence[Column]] = NAMED_COLUMNS
    default_order: ClassVar[str] = "name"
    filters: ClassVar[Sequence[Filter]] = ()

    id = IntegerField()
    slug = CharField()
    name = CharField()
    html_path = CharField(allow_null=True)

    @classmethod
    def mention_groups(cls) -> tuple[str, ...]:
        """Return the names of the lists of pages that can mention records of this kind."""
        return tuple(mentioning_types(cls.model))

    @classmethod
    def shape(cls, *, detail: bool = True) -> DeclaredFields:
        declared = super().shape(detail=detail)
        common = [name for name in declared if name in RecordSerializer._declared_fields]
        mentions = {group: PageLinkShape(many=True) for group in cls.mention_groups()}
        return {**{name: declared[name] for name in common}, **mentions, **declared}

    @classmethod
    def excluded_from_lists(cls) -> frozenset[str]:
        return super().excluded_from_lists() | set(cls.mention_groups())

    def getter(self, name: str) -> Callable[[Any], Any]:
        if name not in self.mention_groups():
            return super().getter(name)
        return lambda record: representations.page_links(self.related_objects, self._mentioned(record, name))

    def collector(self, name: str) -> Callable[[Any], None] | None:
        if name not in self.mention_groups():
            return super().collector(name)
        with_cards = self.shows_inside(name, "listing")
        return lambda record: representations.want_links(
            self.related_objects, self._mentioned(record, name), with_cards
        )

    def _mentioned(self, record: Record, group: str) -> list[int]:
        found: list[int] = self.context["mentions"].of(record.pk, group)
        return found

    def collect_html_path(self, record: Record) -> None:
        self.related_objects.want_paths(self.context["kind"])

    def get_html_path(self, record: Record) -> str | None:
        return self.related_objects.record_path(self.context["kind"].name, record)


class PersonSerializer(RecordSerializer):
    """A person's record, without the editors' internal notes."""

    job_title = CharField()
    organization = OrganizationShortShape(allow_null=True)
    bio = CharField()
    photo = ImageShape(allow_null=True)
    links = LabelledLinkShape(many=True)

    model = Person
    list_excludes = frozenset({"organization", "bio", "links"})
    relations = {"links": ("links",)}

    def collect_organization(self, person: Person) -> None:
        self.related_objects.want("organizations", person.organization_id)

    def get_organization(self, person: Person) -> dict[str, Any] | None:
        return representations.organization_short(self.related_objects, person.organization_id)

    def collect_bio(self, person: Person) -> None:
        self.related_objects.want_rich_text(person.bio)

    def get_bio(self, person: Person) -> str:
        return self.related_objects.rich_text(person.bio)

    def collect_photo(self, person: Person) -> None:
        self.related_objects.want("images", person.photo_id)

    def get_photo(self, person: Person) -> dict[str, Any] | None:
        return representations.portrait(self.related_objects, person.photo_id, person.name)

    def get_links(self, person: Person) -> list[dict[str, str]]:
        rows = self.child_relations.of(person, "links")
        return [{"label": row.label, "url": row.url} for row in rows if web_address(row.url)]


class OrganizationSerializer(RecordSerializer):
    """An organization's record, without the editors' internal notes."""

    short_name = CharField()
    kind = CharField()
    url = CharField(allow_null=True)
    description = CharField()
    logo = ImageShape(allow_null=True)

    model = Organization
    list_excludes = frozenset({"kind", "description"})

    def collect_description(self, organization: Organization) -> None:
        self.related_objects.want_rich_text(organization.description)

    def get_description(self, organization: Organization) -> str:
        return self.related_objects.rich_text(organization.description)

    def get_url(self, organization: Organization) -> str | None:
        return web_address(organization.url)

    def collect_logo(self, organization: Organization) -> None:
        self.related_objects.want("images", organization.logo_id)

    def get_logo(self, organization: Organization) -> dict[str, Any] | None:
        return representations.logo(self.related_objects, organization.logo_id, organization.name)


class TopicSerializer(ContractSerializer):
    """A topic or a tag, with the numbers of public pages that have it."""

    id = IntegerField()
    slug = CharField()
    name = CharField()
    description = CharField()
    counts = Shape()

    @classmethod
    def shape(cls, *, detail: bool = True) -> DeclaredFields:
        return {**super().shape(detail=detail), "counts": counts_shape()}

    def get_description(self, topic: Any) -> str:
        return getattr(topic, "description", "")

    def get_counts(self, topic: Any) -> dict[str, int]:
        counts: dict[str, int] = self.context["counts"].of(topic)
        return counts
