"""Uses our fields and widgets in every form of the admin: for dates and times, numbers, and slugs."""

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput, SlugInput

from pages.fields.date_inputs import TypedDateField, TypedInstantField, TypedTimeField
from pages.fields.slugs import NeatSlugField


def use_our_fields() -> None:
    """Replace what Wagtail uses for date, time, number and slug fields of models.

    Wagtail's own widgets, which remain in filters and in blocks of applications, become the browser's inputs through
    their templates: they only ever send a complete date, so there is nothing to understand.
    """
    for model_field, form_field in (
        (models.DateField, TypedDateField),
        (models.TimeField, TypedTimeField),
        (models.DateTimeField, TypedInstantField),
    ):
        register_form_field_override(model_field, override={"form_class": form_field, "widget": form_field.widget})
    # An input for numbers drops in silence what is no digit: “12,50” would become 1250.
    for numbers, mode in (
        (models.DecimalField, "decimal"),
        (models.FloatField, "decimal"),
        (models.IntegerField, "numeric"),
    ):
        register_form_field_override(numbers, override={"widget": forms.TextInput(attrs={"inputmode": mode})})
    register_form_field_override(models.SlugField, override={"form_class": NeatSlugField, "widget": SlugInput})
    for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput):
        register(WidgetAdapter(), widget)
