"""The declared shapes of what answers hold. They build nothing: they say which names and types an object has."""

from rest_framework import serializers
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    DictField,
    FloatField,
    IntegerField,
    ListField,
)

from pages.models import EventPage
from pages.models.event_rows import EventHost, EventSpeaker
from pages.models.guest_blog_post import PostAuthor


class Shape(serializers.Serializer):
    """A declared object."""


class ObjectMetaShape(Shape):
    type = CharField()
    detail_url = CharField()


class DownloadMetaShape(ObjectMetaShape):
    download_url = CharField()


class FocalPointShape(Shape):
    x = FloatField(min_value=0, max_value=1)
    y = FloatField(min_value=0, max_value=1)


class PlaceholderShape(Shape):
    color = CharField()
    data_uri = CharField(allow_null=True)


class WidthShape(Shape):
    width = IntegerField()
    url = CharField()


class SourceShape(Shape):
    type = CharField()
    srcset = CharField()


class CropShape(Shape):
    src = CharField(allow_null=True)
    srcset = CharField()
    width = IntegerField(allow_null=True)
    height = IntegerField(allow_null=True)


class CropsShape(Shape):
    square = CropShape(required=False)
    card = CropShape(required=False)
    wide = CropShape(required=False)
    social = CropShape(required=False)


class ImageShape(Shape):
    id = IntegerField()
    meta = DownloadMetaShape()
    title = CharField()
    alt = CharField()
    decorative = BooleanField()
    caption = CharField()
    credit = CharField()
    width = IntegerField(allow_null=True)
    height = IntegerField(allow_null=True)
    focal_point = FocalPointShape(allow_null=True)
    placeholder = PlaceholderShape()
    src = CharField(allow_null=True)
    srcset = CharField()
    widths = WidthShape(many=True)
    sources = SourceShape(many=True)
    crops = CropsShape(required=False)


class ListingShape(Shape):
    kicker = CharField()
    title = CharField()
    summary = CharField()
    image = ImageShape(allow_null=True)
    date = DateField(allow_null=True)


class PageLinkMetaShape(ObjectMetaShape):
    html_url = CharField(allow_null=True)
    html_path = CharField(allow_null=True)
    locale = CharField()


class PageLinkShape(Shape):
    id = IntegerField()
    meta = PageLinkMetaShape()
    title = CharField()
    listing = ListingShape()


class PageReferenceMetaShape(ObjectMetaShape):
    html_url = CharField(allow_null=True)


class PageReferenceShape(Shape):
    id = IntegerField()
    meta = PageReferenceMetaShape()
    title = CharField()


class DocumentShape(Shape):
    id = IntegerField()
    meta = DownloadMetaShape()
    title = CharField()


class PersonShortShape(Shape):
    id = IntegerField()
    slug = CharField()
    name = CharField()
    job_title = CharField()
    photo = ImageShape(allow_null=True)


class OrganizationShortShape(Shape):
    id = IntegerField()
    slug = CharField()
    name = CharField()
    short_name = CharField()
    url = CharField(allow_null=True)
    logo = ImageShape(allow_null=True)


class ParticipantShape(Shape):
    name = CharField()
    person = PersonShortShape(allow_null=True)
    organization = OrganizationShortShape(allow_null=True)
    photo = ImageShape(allow_null=True)


class AuthorShape(ParticipantShape):
    role = ChoiceField(PostAuthor.Role.choices)
    byline = CharField()


class SpeakerShape(ParticipantShape):
    role = ChoiceField(EventSpeaker.Role.choices)
    affiliation = CharField()
    bio = CharField()
    talk_title = CharField()


class HostShape(ParticipantShape):
    role = ChoiceField(EventHost.Role.choices)


class LeaderShape(ParticipantShape):
    role = CharField()
    since = DateField(allow_null=True)
    until = DateField(allow_null=True)


class MemberShape(Shape):
    name = CharField()
    organization = OrganizationShortShape(allow_null=True)
    since = DateField(allow_null=True)


class TopicShortShape(Shape):
    slug = CharField()
    name = CharField()


class TableOfContentsShape(Shape):
    level = IntegerField()
    text = CharField()
    anchor = CharField()


class OriginalPublicationShape(Shape):
    title = CharField()
    url = CharField(allow_null=True)
    published_on = DateField(allow_null=True)


class CorrectionShape(Shape):
    date = DateField()
    text = CharField()


class MomentShape(Shape):
    """A wall clock with its zone, and the instant it stands for."""

    local = CharField()
    utc = DateTimeField()
    offset = CharField()
    date = DateField()
    time = CharField(allow_null=True)
    timezone = CharField()


class VenueShape(Shape):
    name = CharField()
    room = CharField()
    street = CharField()
    locality = CharField()
    region = CharField()
    postal_code = CharField()
    country = CharField()
    latitude = FloatField(allow_null=True)
    longitude = FloatField(allow_null=True)
    map_url = CharField(allow_null=True)
    accessibility = CharField()
    note = CharField()


class OnlineShape(Shape):
    url = CharField(allow_null=True)
    platform = CharField()
    note = CharField()


class AccessibilityShape(Shape):
    step_free = ChoiceField(EventPage.Availability.choices, required=False)
    accessible_toilets = ChoiceField(EventPage.Availability.choices, required=False)
    hearing_loop = ChoiceField(EventPage.Availability.choices, required=False)
    live_captions = ChoiceField(EventPage.Availability.choices, required=False)
    sign_language = ChoiceField(EventPage.Availability.choices, required=False)
    interpretation = ChoiceField(EventPage.Availability.choices, required=False)
    quiet_room = ChoiceField(EventPage.Availability.choices, required=False)
    childcare = ChoiceField(EventPage.Availability.choices, required=False)


class AboutShape(Shape):
    id = IntegerField()
    meta = PageLinkMetaShape()
    title = CharField()
    name = CharField()
    logo = ImageShape(allow_null=True)
    boilerplate = CharField()


class RsvpShape(Shape):
    mode = ChoiceField(EventPage.RsvpMode.choices)
    url = CharField(allow_null=True)
    email = CharField()
    phone = CharField()
    contact_name = CharField()
    label = CharField()  # type: ignore[assignment]
    opens_at = DateTimeField(allow_null=True)
    deadline = DateTimeField(allow_null=True)
    state = ChoiceField(["cancelled", "not_required", "closed", "full", "not_open", "open"])


class FigureShape(Shape):
    label = CharField()  # type: ignore[assignment]
    value = CharField()
    unit = CharField()
    as_of = DateField(allow_null=True)
    source_url = CharField(allow_null=True)


class ContactPointShape(Shape):
    kind = CharField()
    email = CharField()
    phone = CharField()
    url = CharField(allow_null=True)


class AddressShape(Shape):
    street = CharField()
    locality = CharField()
    region = CharField()
    postal_code = CharField()
    country = CharField()


class SocialLinkShape(Shape):
    platform = CharField()
    url = CharField()


class LabelledLinkShape(Shape):
    label = CharField()  # type: ignore[assignment]
    url = CharField()


class BreadcrumbShape(Shape):
    id = IntegerField()
    title = CharField()
    html_path = CharField()


class TranslationShape(Shape):
    id = IntegerField()
    locale = CharField()
    html_path = CharField()


class SeoShape(Shape):
    title = CharField()
    description = CharField()
    canonical_url = CharField(allow_null=True)
    robots = CharField()
    image = ImageShape(allow_null=True)


class BlockShape(Shape):
    """One block of a body; its value has the shape of its type."""

    type = CharField()
    value = serializers.JSONField()
    id = CharField(allow_null=True)


class CountsShape(Shape):
    posts = IntegerField()
    events = IntegerField()


class LinkShape(Shape):
    kind = ChoiceField(["page", "document", "url", "email", "phone"])
    href = CharField()
    label = CharField()  # type: ignore[assignment]
    page = PageLinkShape(allow_null=True)


class NavigationChildShape(Shape):
    """An entry of the lower level, which has nothing below it."""

    label = CharField()  # type: ignore[assignment]
    link = LinkShape()
    children = ListField(child=DictField(), max_length=0)


class NavigationEntryShape(Shape):
    label = CharField()  # type: ignore[assignment]
    link = LinkShape(allow_null=True)
    children = NavigationChildShape(many=True)


class NavigationShape(Shape):
    header = NavigationEntryShape(many=True)
    footer = NavigationEntryShape(many=True)


class AnnouncementShape(Shape):
    text = CharField()
    link = LinkShape(allow_null=True)
    until = DateTimeField(allow_null=True)


class LocaleShape(Shape):
    code = CharField()
    name = CharField()
    home_path = CharField()


class SectionsShape(Shape):
    home = PageLinkShape(allow_null=True)
    posts = PageLinkShape(allow_null=True)
    events = PageLinkShape(allow_null=True)
    about = PageLinkShape(allow_null=True)


class SiteSeoShape(Shape):
    title_suffix = CharField()
    image = ImageShape(allow_null=True)
