"""A page type with everything that the registry knows, and types made from it."""

from typing import Any

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField

from pages.fields.texts import Text
from pages.models.base import BODY_TEXT, HEADER_TEXTS, BasePage
from pages.models.participant import Participant


class Dated(BasePage):
    """An abstract type between the base and those with tables."""

    issued_on = models.DateField(null=True, blank=True)

    listing_date_field = "issued_on"

    class Meta:
        abstract = True


class Embargoed(models.Model):
    """A mixin that is no page."""

    embargo = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True


class PressReleaseTag(TaggedItemBase):
    content_object = ParentalKey("press.PressRelease", on_delete=models.CASCADE, related_name="tagged_items")


class PressRelease(Embargoed, Dated):
    """What an organization says to the press."""

    intro = RichTextField(blank=True)
    topics: Any = ParentalManyToManyField("pages.Topic", blank=True, related_name="press_releases")
    tags = ClusterTaggableManager(through=PressReleaseTag, blank=True)

    texts = (*HEADER_TEXTS, Text("intro", running=True), BODY_TEXT)


class PressContact(Participant):
    release = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="contacts")


class Advisory(PressRelease):
    """Made from a type with a table: multi-table inheritance."""

    urgency = models.CharField(max_length=20, blank=True)


class FlashAdvisory(Advisory):
    """Two steps away from it."""

    minutes = models.PositiveSmallIntegerField(default=5)


class QuietRelease(PressRelease):
    """The same table under another name."""

    class Meta:
        proxy = True
