"""What is replaced in Wagtail's admin for dates, times, numbers and texts is still there to be replaced."""

import datetime

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.urls import reverse
from wagtail.admin.telepath import JSContext
from wagtail.blocks import DateBlock
from wagtail.models import Site

from pages.fields.date_inputs import TypedDateInput, TypedInstantInput, TypedTimeInput
from pages.models import SiteSettings
from pages.models.base import concrete_page_types
from pages.records.record import record_models
from tests.content import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def new_york():
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"time_zone": "America/New_York"})


def widgets(form_class):
    """Return the widgets of a form and of its rows."""
    found = [field.widget for field in form_class.base_fields.values()]
    for formset in getattr(form_class, "formsets", {}).values():
        found += widgets(formset.form)
    return found


def form_class_of(model):
    owner = model if hasattr(model, "get_edit_handler") else model.snippet_viewset
    return owner.get_edit_handler().get_form_class()


every_model = pytest.mark.parametrize(
    "model", [*concrete_page_types(), *record_models()], ids=lambda model: model.__name__
)


@every_model
def test_every_date_and_time_of_every_form_is_typed(model):
    form_class = form_class_of(model)
    ours = (TypedDateInput, TypedTimeInput, TypedInstantInput)
    kinds = [type(widget).__name__ for widget in widgets(form_class) if not isinstance(widget, ours)]
    assert not [kind for kind in kinds if "Date" in kind or "Time" in kind]
    assert any(isinstance(widget, TypedInstantInput) for widget in widgets(form_class))


@every_model
def test_no_form_has_an_input_that_drops_what_is_no_digit(model):
    shown = [widget for widget in widgets(form_class_of(model)) if not widget.is_hidden]
    assert shown
    assert not [widget for widget in shown if isinstance(widget, forms.NumberInput)]


def test_filters_and_foreign_blocks_have_the_inputs_of_the_browser(client, site_manager):
    client.force_login(site_manager)
    text = client.get(reverse("wagtailadmin_reports:site_history")).text
    assert 'type="date" name="timestamp_from"' in text
    assert "initDateChooser(" not in text
    constructor, arguments = _packed(DateBlock().field.widget)
    assert constructor == "wagtail.widgets.Widget"
    assert 'type="date"' in arguments[0]


def _packed(widget):
    """Return what Wagtail tells the browser about a widget in a block."""
    packed = JSContext().pack(widget)
    return packed["_type"], packed["_args"]


@pytest.mark.slow
def test_a_time_of_today_names_its_zone(client, editor):
    template = Template("{% load wagtailadmin_tags %}{% timesince_last_update at user_display_name='Ada' %}")
    now = datetime.datetime(2030, 6, 16, 22, 7, 30, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False):
        assert template.render(Context({"at": now})) == "10:07 pm UTC by Ada"
        client.force_login(editor)
        event = make_event()
        event.save_revision(user=editor)
        assert "6:07 pm EDT" in client.get(reverse("wagtailadmin_pages:edit", args=(event.pk,))).text


def test_the_account_offers_the_zone_of_the_organization(client, editor):
    client.force_login(editor)
    text = client.get(reverse("wagtailadmin_account")).text
    assert "The organization&#x27;s time zone (America/New York)" in text
    assert 'data-w-locale-server-time-zone-param="America/New_York"' in text


def test_the_dashboard_says_when_in_words(client, editor):
    make_event(start_date=datetime.date(2130, 6, 16))
    client.force_login(editor)
    assert "Friday, June 16, 2130, 1:00–2:00 pm EDT" in client.get("/admin/").text
