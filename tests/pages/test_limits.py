"""Every limit is written down, is said when it is exceeded, and holds on every database."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from wagtail.admin.forms.tags import TagField
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.models import Collection

from pages.models import FormerPath, User, WithdrawnPath
from tests.api.endpoints import all_endpoints
from tests.api.everything import Everything
from tests.pages.limits import (
    block_table,
    blocks_at_their_limit,
    field_table,
    fields,
    fields_at_their_limit,
    parameter_table,
)

LIMITS = Path(__file__).resolve().parents[2] / "docs" / "limits.md"
#: A character of four bytes.
WIDE = "\U0001f600"


@pytest.mark.parametrize(
    ("name", "table"), [("fields", field_table), ("blocks", block_table), ("parameters", parameter_table)]
)
def test_every_limit_is_written_down(name: str, table: Any) -> None:
    text = LIMITS.read_text()
    pattern = re.compile(rf"(<!-- {name}: begin -->\n\n).*(\n\n<!-- {name}: end -->)", re.DOTALL)
    expected = pattern.sub(lambda match: match[1] + table() + match[2], text)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        LIMITS.write_text(expected)
    assert LIMITS.read_text() == expected, "UPDATE_SNAPSHOTS=1 writes the table anew."


@pytest.mark.parametrize(("told", "least"), [(fields_at_their_limit, 70), (blocks_at_their_limit, 40)])
def test_a_value_at_the_limit_is_taken_and_one_beyond_is_told_the_limit(told: Any, least: int) -> None:
    tried = dict(told())
    assert len(tried) > least
    assert {name: wrong for name, wrong in tried.items() if wrong} == {}


def test_numbers_and_dates_have_two_ends() -> None:
    for field in fields():
        if not isinstance(field, models.DateField | models.IntegerField | models.DecimalField):
            continue
        for kind, step in ((MinValueValidator, -1), (MaxValueValidator, 1)):
            for bound in (each.limit_value for each in field.validators if isinstance(each, kind)):
                day = isinstance(field, models.DateField)
                beyond = bound.replace(year=bound.year + step) if day else bound + step
                assert field.clean(bound, None) == bound
                with pytest.raises(ValidationError) as refused:
                    field.clean(beyond, None)
                assert re.search(r"\d|negative", refused.value.messages[0]), field


@pytest.mark.django_db
@pytest.mark.slow
def test_databases_store_the_longest_values_of_the_widest_characters() -> None:
    Everything()
    stored = 0
    for field in fields():
        row = field.model._base_manager.first()
        if row is None or not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        value = WIDE * (field.max_length or 10_000)
        with transaction.atomic():
            field.model._base_manager.filter(pk=row.pk).update(**{field.name: value})
            read = field.model._base_manager.filter(pk=row.pk).values_list(field.name, flat=True).get()
            assert read == value, field
            transaction.set_rollback(True)
        stored += 1
    assert stored > 70


@pytest.mark.django_db
@pytest.mark.slow
def test_indexes_take_the_longest_values_of_the_widest_characters() -> None:
    everything = Everything()
    site = everything.home.get_site()
    path = WithdrawnPath.stored(f"/{WIDE * 5000}")
    assert len(path) == WithdrawnPath.LONGEST_PATH
    WithdrawnPath.objects.create(site=site, path=path)
    FormerPath.objects.create(site=site, page=everything.home, path=WIDE * 16_000, key="a" * 64)
    assert WithdrawnPath.objects.get(path=path).path == path


def test_parameters_are_told_their_limit() -> None:
    tried = 0
    for endpoint in all_endpoints():
        for name, parameter in endpoint.parameters.items():
            limit = parameter.parse.schema.get("maxLength")
            if limit is None:
                continue
            with pytest.raises(ValueError, match=str(limit)):
                parameter.parse("a" * (limit + 1))
            try:
                parameter.parse("a" * limit)
            except ValueError as error:
                assert str(limit) not in str(error), name
            tried += 1
    assert tried > 40


# Tags and files


def test_a_tag() -> None:
    assert TagField().clean("a" * 100) == ["a" * 100]
    with pytest.raises(ValidationError, match="100"):
        TagField().clean("a" * 101)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("a" * 76 + ".txt", True),
        ("a" * 77 + ".txt", False),
        ("a" * 200 + ".txt", False),
        ("\u4e2d" * 76 + ".txt", True),
        ("\U00020000" * 59 + ".txt", True),
        ("\U00020000" * 60 + ".txt", False),
    ],
)
def test_the_name_of_a_document_is_kept_or_refused(name: str, is_taken: bool) -> None:
    for _ in range(2):
        form = get_document_form(Document)(
            {"title": "A", "collection": Collection.get_first_root_node().pk},
            {"file": SimpleUploadedFile(name, b"x")},
            user=User.objects.get_or_create(email="a@example.org", is_superuser=True)[0],
        )
        assert form.is_valid() == is_taken, form.errors
        if is_taken:
            stored = form.save().filename
            assert stored.startswith(name.removesuffix(".txt")) and stored.endswith(".txt")
        else:
            assert re.search(r"has \d+ characters; it may have 80", form.errors["file"][0])
