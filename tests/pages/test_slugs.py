"""Slugs from names and titles in every script."""

import pytest
from django.utils.text import slugify
from wagtail.test.utils.form_data import nested_form_data

from pages.fields.slugs import slug_from
from pages.models import Person, SectionPage
from tests.content import home
from tests.pages.form_data import page_data

pytestmark = pytest.mark.django_db

NAMES = [
    ("🎉 Party time", "party-time"),
    ("A ❤️ letter", "a-letter"),
    ("Ürün & Çay", "ürün-çay"),
    ("Детский труд", "детский-труд"),
    ("童工", "童工"),
    ("عمالة الأطفال", "عمالة-الأطفال"),
    ("عَمَل", "عمل"),
    ("แรงงานเด็ก", "aerngnganedk"),
    ("बाल श्रम", "bal-srm"),
    ("— Why? —", "why"),
    ("🎉", ""),
]


@pytest.mark.parametrize(("name", "slug"), NAMES)
def test_a_slug_from_a_name(name, slug):
    assert slug_from(name) == slug


@pytest.mark.parametrize(("name", "slug"), NAMES)
def test_a_page_and_a_record_have_it(name, slug):
    assert home().add_child(instance=SectionPage(title=name)).slug == (slug or "section-or-plain-page")
    person = Person(name=name)
    person.save()
    assert person.slug == (slug or "person")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("-party", "party"),
        ("แรงงานเด็ก", "aerngnganedk"),
        (slugify("แรงงานเด็ก", allow_unicode=True), "aerngnganedk"),
        ("", "aerngnganedk"),
        ("My own", "my-own"),
        ("Own", "Own"),
    ],
)
def test_the_form_makes_a_slug_of_what_is_typed(client, editor, section, typed, stored):
    client.force_login(editor)
    data = nested_form_data(page_data(title="แรงงานเด็ก", slug=typed, shows="nothing"))
    response = client.post(f"/admin/pages/add/pages/sectionpage/{section.pk}/", data)
    assert response.status_code == 302, response.context["form"].errors
    assert SectionPage.objects.get(title="แรงงานเด็ก").slug == stored


@pytest.mark.parametrize(("typed", "stored"), [("the-bus", "the-bus-2"), ("", "the-bus-2"), ("another-bus", None)])
def test_a_slug_made_from_a_title_that_another_page_has_gets_a_number(client, editor, section, typed, stored):
    for slug in ("the-bus", "another-bus"):
        section.add_child(instance=SectionPage(title="The bus", slug=slug))
    client.force_login(editor)
    address = f"/admin/pages/add/pages/sectionpage/{section.pk}/"
    data = nested_form_data(page_data(title="The bus", slug=typed, shows="nothing"))
    response = client.post(address, data)
    if stored is None:
        assert "already in use" in response.context["form"].errors["slug"][0]
        return
    page = SectionPage.objects.get(slug=stored)
    # The next save of the same form does not count on.
    assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == stored
