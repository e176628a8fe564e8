"""The model of a consent that a person gave."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from pages.fields.validators import SENSIBLE_DATE


class Consent(models.Model):
    """What a person agreed to, when and how (article 7 of the GDPR). It is for editors, and is never served.

    ``reminded_of`` is the last day of the consent of which editors were reminded.
    """

    class Purpose(models.TextChoices):
        NAME = "name", "Name"
        PORTRAIT = "portrait", "Portrait"
        TEXT = "text", "Text"

    class Source(models.TextChoices):
        EMAIL = "email", "E-mail"
        FORM = "form", "Form"
        CONTRACT = "contract", "Contract"
        SPOKEN = "spoken", "Spoken"
        OTHER = "other", "Other"

    person = models.ForeignKey("pages.Person", on_delete=models.CASCADE, related_name="consents")
    # Editors see on the record what its consents show; the record is not used by them.
    person.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    purpose = models.CharField("agreed to show", max_length=16, choices=Purpose.choices)
    given_on = models.DateField("given on", validators=SENSIBLE_DATE)
    source = models.CharField("how it was given", max_length=16, choices=Source.choices)
    note = models.TextField(blank=True, help_text="For example, where the e-mail or the contract is kept.")
    ends_on = models.DateField(
        "last day", null=True, blank=True, validators=SENSIBLE_DATE, help_text="Leave empty if it has no end."
    )
    withdrawn_on = models.DateField("withdrawn on", null=True, blank=True, validators=SENSIBLE_DATE)
    reminded_of = models.DateField(null=True, blank=True, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("person"), FieldPanel("purpose")], heading="Who and what"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("given_on"), FieldPanel("source")]), FieldPanel("note")],
            heading="How it was given",
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("ends_on"), FieldPanel("withdrawn_on")])], heading="How it ends"),
    ]

    class Meta:
        ordering = ["person", "purpose", "-given_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, given on {self.given_on:%Y-%m-%d}"

    def clean(self) -> None:
        """Refuse a consent that ends or is withdrawn before it was given."""
        super().clean()
        errors: dict[str, Any] = {}
        for name in ("ends_on", "withdrawn_on"):
            day = getattr(self, name)
            if day and self.given_on and day < self.given_on:
                errors[name] = ValidationError("This is before the day on which it was given.")
        if errors:
            raise ValidationError(errors)

    def is_valid_on(self, day: datetime.date) -> bool:
        """Return whether the consent holds on a day: its last day counts, that of its withdrawal does not."""
        has_ended = self.ends_on is not None and self.ends_on < day
        return not has_ended and (self.withdrawn_on is None or self.withdrawn_on > day)

    @classmethod
    def ending_between(cls, first: datetime.date, last: datetime.date) -> QuerySet["Consent"]:
        """Return the consents that nobody withdrew and whose last day is one of these."""
        ending = cls.objects.filter(Q(withdrawn_on=None), ends_on__gte=first, ends_on__lte=last)
        return ending.select_related("person").order_by("ends_on", "pk")
