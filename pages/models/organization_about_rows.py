"""The rows of the page about the organization: its people, members, figures, contacts and documents."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.fields.phone_numbers import LONGEST_PHONE_NUMBER, phone_number
from pages.fields.validators import HISTORIC_DATE, LONGEST_ADDRESS, web_address
from pages.models.organization_about import OrganizationAbout
from pages.models.participant import Participant


class Founder(Participant):
    """A founder of the organization."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="founders")

    class Meta(Participant.Meta):
        verbose_name = "founder"


class Leader(Participant):
    """A member of the organization's leadership, with the dates of their term."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="leadership")
    role = models.CharField(max_length=255, blank=True, help_text="For example: “Co-chair”.")
    since = models.DateField(null=True, blank=True, validators=HISTORIC_DATE)
    until = models.DateField(null=True, blank=True, validators=HISTORIC_DATE)

    panels = [
        *Participant.panels,
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]

    class Meta(Participant.Meta):
        verbose_name = "person in the leadership"
        verbose_name_plural = "people in the leadership"


class Member(Participant):
    """A member of the coalition."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="members")
    since = models.DateField(null=True, blank=True, validators=HISTORIC_DATE)

    panels = [FieldRowPanel([FieldPanel("organization"), FieldPanel("name")]), FieldPanel("since")]

    class Meta(Participant.Meta):
        verbose_name = "member"


class Figure(Orderable):
    """A number that shows what the organization has achieved."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=255)
    value = models.CharField(max_length=64, help_text="For example: “35” or “1 in 10”.")
    unit = models.CharField(max_length=64, blank=True)
    as_of = models.DateField("as of", null=True, blank=True, validators=HISTORIC_DATE)
    source_url = models.URLField("source", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source_url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "figure"


class ContactPoint(Orderable):
    """A contact of the organization. All fields are public."""

    class Kind(models.TextChoices):
        GENERAL = "general", "General"
        PRESS = "press", "Press"
        MEMBERSHIP = "membership", "Membership"
        ACCESSIBILITY = "accessibility", "Accessibility"

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.GENERAL)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField("phone number", max_length=LONGEST_PHONE_NUMBER, blank=True, validators=[phone_number])
    url = models.URLField("web page", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "contact"


class SocialLink(Orderable):
    """A profile of the organization on another site."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="social_links")
    platform = models.CharField(max_length=64)
    url = models.URLField("address", max_length=LONGEST_ADDRESS, validators=[web_address])

    panels = [FieldRowPanel([FieldPanel("platform"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        verbose_name = "profile"


class AboutDocument(Orderable):
    """A document about the organization."""

    about = ParentalKey(OrganizationAbout, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = "document"
