"""The page about the organization."""

from typing import Any

from rest_framework.fields import CharField, DateField, IntegerField, ListField

from api.content import representations
from api.formats import datetimes
from api.formats.addresses import web_address
from api.json_ld.graph import Graph, SchemaNode
from api.json_ld.organization import organization_node
from api.serializers.about_shapes import ContactPointShape, FigureShape, LeaderShape, MemberShape, SocialLinkShape
from api.serializers.page import FullPageSerializer
from api.shapes.address import AddressShape
from api.shapes.document import DocumentShape
from api.shapes.image import ImageShape
from api.shapes.record import OrganizationShortShape, ParticipantShape
from pages.fields.plain_text import plain_text
from pages.models import Organization, OrganizationAbout
from pages.models.organization_about_rows import ContactPoint, Figure, Leader, Member, SocialLink

#: The fields from which the organization's JSON-LD is built.
ABOUT_JSON_LD_FIELDS = (
    *("name", "short_name", "legal_name", "tagline", "logo", "feature_image", "founded_year", "founders"),
    *("members", "contact_points", "address", "social_links"),
)


class OrganizationAboutSerializer(FullPageSerializer):
    """The page about the organization."""

    organization = OrganizationShortShape(allow_null=True)
    name = CharField()
    short_name = CharField()
    legal_name = CharField()
    tagline = CharField()
    mission = CharField()
    boilerplate = CharField()
    founded_year = IntegerField(allow_null=True)
    founders = ParticipantShape(many=True)
    logo = ImageShape(allow_null=True)
    leadership = LeaderShape(many=True)
    member_count = IntegerField(allow_null=True)
    member_count_as_of = DateField(allow_null=True)
    member_kinds = ListField(child=CharField())
    members = MemberShape(many=True)
    figures = FigureShape(many=True)
    contact_points = ContactPointShape(many=True)
    address = AddressShape(allow_null=True)
    social_links = SocialLinkShape(many=True)
    documents = DocumentShape(many=True)

    form_fields = {
        **FullPageSerializer.form_fields,
        **{name: name for name in ("organization", "short_name", "legal_name", "tagline", "mission", "boilerplate")},
        **{name: name for name in ("founded_year", "founders", "logo", "leadership", "member_count", "member_kinds")},
        **{name: name for name in ("member_count_as_of", "members", "figures", "contact_points", "social_links")},
        **{"name": "organization", "documents": "documents", "address": "address_street"},
        **{f"address/{name}": f"address_{name}" for name in AddressShape().fields},
    }
    relations = {
        "member_count": ("members",),
        "json_ld": ("founders", "members", "contact_points", "social_links"),
        **{
            name: (name,)
            for name in (
                "founders",
                "leadership",
                "members",
                "figures",
                "contact_points",
                "social_links",
                "documents",
            )
        },
    }

    def _record(self, page: OrganizationAbout) -> Organization | None:
        return self.related_objects.organizations.get(page.organization_id or 0)

    def collect_organization(self, page: OrganizationAbout) -> None:
        self.related_objects.want("organizations", page.organization_id)

    collect_name = collect_short_name = collect_organization

    def get_organization(self, page: OrganizationAbout) -> dict[str, Any] | None:
        return representations.organization_short(self.related_objects, page.organization_id)

    def get_name(self, page: OrganizationAbout) -> str:
        record = self._record(page)
        return record.name if record else str(page.title)

    def get_short_name(self, page: OrganizationAbout) -> str:
        record = self._record(page)
        return page.short_name or (record.short_name if record else "")

    def collect_mission(self, page: OrganizationAbout) -> None:
        self.related_objects.want_rich_text(page.mission)

    def get_mission(self, page: OrganizationAbout) -> str:
        return self.related_objects.rich_text(page.mission)

    def collect_boilerplate(self, page: OrganizationAbout) -> None:
        self.related_objects.want_rich_text(page.boilerplate)

    def get_boilerplate(self, page: OrganizationAbout) -> str:
        return self.related_objects.rich_text(page.boilerplate)

    def collect_founders(self, page: OrganizationAbout) -> None:
        representations.want_participants(self.related_objects, self.child_relations.of(page, "founders"))

    def get_founders(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "founders", lambda row: representations.participant(self.related_objects, row))

    def collect_logo(self, page: OrganizationAbout) -> None:
        self.related_objects.want("images", page.logo_id)
        self.related_objects.want("organizations", page.organization_id)

    def get_logo(self, page: OrganizationAbout) -> dict[str, Any] | None:
        record = self._record(page)
        key = page.logo_id or (record.logo_id if record else None)
        return representations.logo(self.related_objects, key, self.get_name(page))

    def collect_leadership(self, page: OrganizationAbout) -> None:
        representations.want_participants(self.related_objects, self.child_relations.of(page, "leadership"))

    def get_leadership(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "leadership", self._leader)

    def _leader(self, row: Leader) -> dict[str, Any] | None:
        participant = representations.participant(self.related_objects, row)
        since, until = datetimes.format_date(row.since), datetimes.format_date(row.until)
        return participant and {**participant, "role": row.role, "since": since, "until": until}

    def collect_members(self, page: OrganizationAbout) -> None:
        rows = self.child_relations.of(page, "members")
        representations.want_participants(self.related_objects, rows, with_photo=False)

    collect_member_count = collect_members

    def get_members(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "members", self._member)

    def _member(self, row: Member) -> dict[str, Any] | None:
        participant = representations.participant(self.related_objects, row, with_photo=False)
        if participant is None:
            return None
        shown = {name: participant[name] for name in ("name", "organization")}
        return {**shown, "since": datetimes.format_date(row.since)}

    def get_member_count(self, page: OrganizationAbout) -> int | None:
        if page.member_count is not None:
            return page.member_count
        return len(self.get_members(page)) or None

    def get_member_kinds(self, page: OrganizationAbout) -> list[str]:
        return [kind.strip() for kind in page.member_kinds.splitlines() if kind.strip()]

    def get_figures(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "figures", self._figure)

    @staticmethod
    def _figure(row: Figure) -> dict[str, Any]:
        return {
            "label": row.label,
            "value": row.value,
            "unit": row.unit,
            "as_of": datetimes.format_date(row.as_of),
            "source_url": web_address(row.source_url),
        }

    def get_contact_points(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "contact_points", self._contact_point)

    @staticmethod
    def _contact_point(row: ContactPoint) -> dict[str, Any]:
        return {"kind": row.kind, "email": row.email, "phone": row.phone, "url": web_address(row.url)}

    def get_address(self, page: OrganizationAbout) -> dict[str, str] | None:
        address = {
            "street": page.address_street,
            "locality": page.address_locality,
            "region": page.address_region,
            "postal_code": page.address_postal_code,
            "country": str(page.address_country),
        }
        return address if any(address.values()) else None

    def get_social_links(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        return self.from_rows(page, "social_links", self._social_link)

    @staticmethod
    def _social_link(row: SocialLink) -> dict[str, Any] | None:
        url = web_address(row.url)
        return {"platform": row.platform, "url": url} if url else None

    def collect_documents(self, page: OrganizationAbout) -> None:
        self.related_objects.want("documents", *(row.document_id for row in self.child_relations.of(page, "documents")))

    def get_documents(self, page: OrganizationAbout) -> list[dict[str, Any]]:
        documents = (
            representations.document_representation(self.related_objects, row.document_id)
            for row in self.child_relations.of(page, "documents")
        )
        return [document for document in documents if document]

    def collect_json_ld(self, page: OrganizationAbout) -> None:
        super().collect_json_ld(page)
        self.collect_logo(page)
        self.collect_founders(page)
        self.collect_members(page)

    def web_page_type_of(self, page: OrganizationAbout) -> str:
        return "AboutPage"

    def subject(
        self, page: OrganizationAbout, url: str, seo: dict[str, Any], graph: Graph, own: SchemaNode | None
    ) -> SchemaNode:
        fields = {name: self.field_value(page, name) for name in ABOUT_JSON_LD_FIELDS}
        return organization_node(graph, {**fields, "description": plain_text(page.mission or page.boilerplate)})
