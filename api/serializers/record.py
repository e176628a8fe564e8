"""People, organisations, topics and tags."""

from typing import Any, ClassVar

from rest_framework.fields import CharField, IntegerField

from api.content import representations
from api.content.people_section import person_path
from api.serializers.base import ContractSerializer
from api.serializers.shapes import CountsShape, ImageShape, LabelledLinkShape, OrganizationShortShape, PageLinkShape
from pages.models import Organization, Person


class RecordSerializer(ContractSerializer):
    """What people and organisations share.

    Context, beside the usual: ``mentions`` (``Mentions``), and ``section_path``, where on the frontend the
    section is that lists records of this kind, or ``None``.
    """

    #: Whether a section can list records of this kind, so that each has a path of its own below it.
    has_section: ClassVar[bool] = False

    id = IntegerField()
    slug = CharField()
    name = CharField()
    html_path = CharField(allow_null=True)
    posts = PageLinkShape(many=True)
    events = PageLinkShape(many=True)

    list_excludes = frozenset({"posts", "events"})

    def get_html_path(self, record: Person | Organization) -> str | None:
        # Where no section lists them, which page of a frontend shows records is that frontend's own affair.
        return None

    def _mentions(self, record: Person | Organization, kind: str) -> list[int]:
        found: list[int] = self.context["mentions"].of(record, kind)
        return found

    def collect_posts(self, record: Person | Organization) -> None:
        self.related_objects.want("pages", *self._mentions(record, "posts"))

    def get_posts(self, record: Person | Organization) -> list[dict[str, Any]]:
        return representations.page_links(self.related_objects, self._mentions(record, "posts"))

    def collect_events(self, record: Person | Organization) -> None:
        self.related_objects.want("pages", *self._mentions(record, "events"))

    def get_events(self, record: Person | Organization) -> list[dict[str, Any]]:
        return representations.page_links(self.related_objects, self._mentions(record, "events"))


class PersonSerializer(RecordSerializer):
    """A person's record. What editors noted for themselves is not among its fields."""

    job_title = CharField()
    organization = OrganizationShortShape(allow_null=True)
    bio = CharField()
    photo = ImageShape(allow_null=True)
    links = LabelledLinkShape(many=True)

    has_section = True
    list_excludes = frozenset({"posts", "events", "organization", "bio", "links"})
    relations = {"links": ("links",)}

    def get_html_path(self, person: Any) -> str | None:
        section_path = self.context["section_path"]
        return person_path(section_path, person) if section_path else None

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
        return [{"label": row.label, "url": row.url} for row in rows]


class OrganizationSerializer(RecordSerializer):
    """An organisation's record. What editors noted for themselves is not among its fields."""

    short_name = CharField()
    kind = CharField()
    url = CharField(allow_null=True)
    description = CharField()
    logo = ImageShape(allow_null=True)

    list_excludes = frozenset({"posts", "events", "kind", "description"})

    def collect_description(self, organization: Organization) -> None:
        self.related_objects.want_rich_text(organization.description)

    def get_description(self, organization: Organization) -> str:
        return self.related_objects.rich_text(organization.description)

    def get_url(self, organization: Organization) -> str | None:
        return representations.url_or_none(organization.url)

    def collect_logo(self, organization: Organization) -> None:
        self.related_objects.want("images", organization.logo_id)

    def get_logo(self, organization: Organization) -> dict[str, Any] | None:
        return representations.portrait(self.related_objects, organization.logo_id, organization.name)


class TopicSerializer(ContractSerializer):
    """A topic or a tag, with how many public pages carry it."""

    id = IntegerField()
    slug = CharField()
    name = CharField()
    description = CharField()
    counts = CountsShape()

    def get_description(self, topic: Any) -> str:
        return getattr(topic, "description", "")

    def get_counts(self, topic: Any) -> dict[str, int]:
        counts: dict[str, int] = self.context["counts"].of(topic)
        return counts
