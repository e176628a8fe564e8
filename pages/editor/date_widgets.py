"""Uses our fields and widgets for the dates and times of every form in the admin."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from pages.fields.date_inputs import TypedDateField, TypedInstantField, TypedTimeField


def use_typed_dates() -> None:
    """Replace what Wagtail uses for date and time fields of models.

    Wagtail's own widgets, which remain in filters and in blocks of applications, become the browser's inputs through
    their templates: they only ever send a complete date, so there is nothing to understand.
    """
    for model_field, form_field in (
        (models.DateField, TypedDateField),
        (models.TimeField, TypedTimeField),
        (models.DateTimeField, TypedInstantField),
    ):
        register_form_field_override(model_field, override={"form_class": form_field, "widget": form_field.widget})
    for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput):
        register(WidgetAdapter(), widget)
