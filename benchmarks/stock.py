"""Wagtail API v2 with the fields of the project's API, as far as it can serve them.

Nothing of Wagtail is replaced. ``get_body_fields`` returns what ``api_fields`` on the models would list, which this
project keeps out of its models. References are nested serializers, and images are ``ImageRenditionField``, as Wagtail's
documentation recommends.
"""

from typing import Any

from rest_framework.fields import CharField
from rest_framework.serializers import ModelSerializer
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.models import Page

from benchmarks.library import PHOTO_SPEC, WIDE_SPEC
from pages.models import (
    EventHost,
    EventPage,
    EventSpeaker,
    GuestBlogPost,
    Organization,
    Person,
    PostAuthor,
    PostCorrection,
    Topic,
)


class OrganizationSerializer(ModelSerializer[Organization]):
    """The short form of an organization in rows."""

    logo = ImageRenditionField(PHOTO_SPEC)

    class Meta:
        model = Organization
        fields = ["id", "slug", "name", "short_name", "url", "logo"]


class PersonSerializer(ModelSerializer[Person]):
    """The short form of a person in rows."""

    photo = ImageRenditionField(PHOTO_SPEC)
    organization = CharField(source="organization.name")

    class Meta:
        model = Person
        fields = ["id", "slug", "name", "job_title", "organization", "photo"]


class ParticipantSerializer(ModelSerializer[Any]):
    """The fields that all rows of people and organizations share."""

    name = CharField(source="printed_name")
    person = PersonSerializer()
    organization = OrganizationSerializer()
    photo = ImageRenditionField(PHOTO_SPEC)


class AuthorSerializer(ParticipantSerializer):
    class Meta:
        model = PostAuthor
        fields = ["name", "person", "organization", "photo", "role", "byline"]


class SpeakerSerializer(ParticipantSerializer):
    class Meta:
        model = EventSpeaker
        fields = ["name", "person", "organization", "photo", "role", "affiliation", "bio", "talk_title"]


class HostSerializer(ParticipantSerializer):
    class Meta:
        model = EventHost
        fields = ["name", "person", "organization", "photo", "role"]


class TopicSerializer(ModelSerializer[Topic]):
    class Meta:
        model = Topic
        fields = ["slug", "name"]


class CorrectionSerializer(ModelSerializer[PostCorrection]):
    class Meta:
        model = PostCorrection
        fields = ["date", "text"]


def _shared() -> list[APIField]:
    return [
        *map(APIField, ("subtitle", "summary", "intro", "body", "tags")),
        APIField("feature_image", ImageRenditionField(WIDE_SPEC)),
        APIField("topics", TopicSerializer(many=True)),
    ]


def _post() -> list[APIField]:
    return [
        *map(APIField, ("published_on", "updated_on", "disclaimer", "reading_time_minutes", "word_count")),
        *map(APIField, ("original_title", "original_url", "original_published_on")),
        APIField("authors", AuthorSerializer(many=True)),
        APIField("corrections", CorrectionSerializer(many=True)),
    ]


def _event() -> list[APIField]:
    return [
        *map(APIField, ("status", "status_note", "starts_at", "ends_at", "start_date", "end_date", "time_zone")),
        *map(APIField, ("all_day", "date_note", "attendance_mode", "venue_name", "venue_street", "venue_locality")),
        *map(APIField, ("venue_postal_code", "venue_latitude", "venue_longitude", "venue_note", "online_url")),
        *map(APIField, ("rsvp_mode", "rsvp_url", "rsvp_label", "rsvp_deadline")),
        APIField("speakers", SpeakerSerializer(many=True)),
        APIField("hosts", HostSerializer(many=True)),
    ]


class Pages(PagesAPIViewSet):
    """The pages endpoint of Wagtail API v2, with the fields of the page types."""

    @classmethod
    def get_body_fields(cls, model: type[Page]) -> list[APIField]:
        fields: list[APIField] = super().get_body_fields(model)
        if model in (GuestBlogPost, EventPage):
            fields += [*_shared(), *(_post() if model is GuestBlogPost else _event())]
        return fields

    @classmethod
    def get_meta_fields(cls, model: type[Page]) -> list[APIField]:
        return [*super().get_meta_fields(model), APIField("last_published_at")]


router = WagtailAPIRouter("stock")
router.register_endpoint("pages", Pages)
