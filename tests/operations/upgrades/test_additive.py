"""Migrations that programs of the release before cannot run beside are refused, and others are not."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.core.management import CommandError, call_command
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.operations import __all__ as all_operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from operations.upgrades import additive, released
from operations.upgrades.additive import conflicts, judge

FIELDS: dict[str, Any] = {
    "id": models.BigAutoField(primary_key=True),
    "title": models.CharField(max_length=100),
    "slug": models.SlugField(max_length=50),
    "note": models.TextField(null=True),
    "count": models.IntegerField(),
    "small": models.PositiveSmallIntegerField(),
    "price": models.DecimalField(max_digits=8, decimal_places=2),
    "filled": models.IntegerField(db_default=0),
    "other": models.ForeignKey("pages.Other", models.CASCADE, related_name="+"),
    "many": models.ManyToManyField("pages.Other", related_name="+"),
}
INDEX = models.Index(fields=["title"], name="by_title")
CONSTRAINT = models.UniqueConstraint(fields=["title"], name="one_title")


def state() -> ProjectState:
    found = ProjectState()
    key = ("id", models.BigAutoField(primary_key=True))
    for name in ("Other", "Third"):
        found.add_model(ModelState("pages", name, [key]))
    found.add_model(ModelState("pages", "Thing", list(FIELDS.items()), {"unique_together": set()}))
    return found


def judged(*operations: Operation, **attributes: Any) -> list[str]:
    kind = type("Migration", (Migration,), {"operations": list(operations), **attributes})
    return list(judge(kind("0001_test", "pages"), state(), set()))


def alter(name: str, field: models.Field[Any, Any]) -> Operation:
    return migrations.AlterField("thing", name, field)


def add(field: models.Field[Any, Any]) -> Operation:
    return migrations.AddField("thing", "added", field)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
        add(models.TextField(null=True)),
        add(models.BooleanField(db_default=False)),
        add(models.ManyToManyField("pages.Other", related_name="+")),
        migrations.AddIndex("thing", INDEX),
        AddIndexConcurrently("thing", INDEX),
        TrigramExtension(),
        alter("title", models.CharField(max_length=101, verbose_name="heading", help_text="Said otherwise.")),
        alter("title", models.TextField()),
        alter("slug", models.CharField(max_length=50)),
        alter("count", models.BigIntegerField()),
        alter("small", models.PositiveIntegerField()),
        alter("count", models.IntegerField(null=True)),
        alter("price", models.DecimalField(max_digits=10, decimal_places=3)),
        alter("other", models.ForeignKey("pages.Other", models.PROTECT, related_name="things")),
        alter("many", models.ManyToManyField("pages.Other", related_name="+", blank=True)),
        migrations.AlterModelOptions("thing", {"ordering": ["title"]}),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("thing", "note")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_release_before_need_not_know(operation: Operation) -> None:
    assert judged(operation) == []


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (migrations.RemoveField("thing", "note"), "still use it"),
        (migrations.RenameField("thing", "note", "remark"), "still use it"),
        (migrations.DeleteModel("Thing"), "still use it"),
        (migrations.RenameModel("Thing", "Matter"), "still use it"),
        (migrations.AlterModelTable("thing", "things"), "still use it"),
        (migrations.AlterOrderWithRespectTo("thing", "other"), "refuses"),
        (add(models.BooleanField(default=False)), "Let it be null, or give it a db_default"),
        (add(models.ForeignKey("pages.Other", models.CASCADE, default=1)), "Let it be null"),
        (migrations.AddConstraint("thing", CONSTRAINT), "may write rows that it refuses"),
        (migrations.AlterUniqueTogether("thing", {("title", "slug")}), "may write rows that it refuses"),
        (alter("note", models.TextField()), "leave it empty"),
        (alter("title", models.CharField(max_length=99)), "does not fit into 99 characters"),
        (alter("note", models.CharField(max_length=99, null=True)), "changes from TextField to CharField"),
        (alter("title", models.CharField(max_length=100, unique=True)), "a value twice"),
        (alter("title", models.CharField(max_length=100, db_column="heading")), "another name"),
        (alter("count", models.SmallIntegerField()), "changes from IntegerField to SmallIntegerField"),
        (alter("count", models.TextField()), "changes from IntegerField to TextField"),
        (alter("price", models.DecimalField(max_digits=8, decimal_places=3)), "8 digits, 3 of them decimals"),
        (alter("price", models.DecimalField(max_digits=8, decimal_places=1)), "8 digits, 1 of them decimals"),
        (alter("filled", models.IntegerField()), "leave it to the database"),
        (alter("other", models.ForeignKey("pages.Third", models.CASCADE, related_name="+")), "another table"),
        (alter("many", models.ManyToManyField("pages.Other", related_name="+", db_table="x")), "still use it"),
        (migrations.RunSQL("DELETE FROM pages_thing"), "nobody can tell"),
        (migrations.RunPython(lambda apps, editor: None), "nobody can tell"),
        (migrations.SeparateDatabaseAndState([migrations.RemoveField("thing", "note")]), "still use it"),
        (migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE x")], []), "nobody can tell"),
    ],
    ids=lambda value: value.describe() if isinstance(value, Operation) else value,
)
def test_what_the_release_before_cannot_run_beside(operation: Operation, sentence: str) -> None:
    (found,) = judged(operation)
    assert operation.describe() in found or isinstance(operation, migrations.SeparateDatabaseAndState)
    assert sentence in found
    # With the reason why it can, a migration is trusted.
    assert judged(operation, beside_the_release_before="Nothing reads it since the release before.") == []


def test_every_operation_of_django_is_judged() -> None:
    """So that one that comes with a new version is not trusted by accident, and none is forgotten."""
    known = {getattr(migrations, name) for name in all_operations}
    others = {migrations.CreateModel, migrations.SeparateDatabaseAndState, migrations.RunSQL, migrations.RunPython}
    assert known - others <= additive.JUDGES.keys()


def test_tables_of_the_same_release_may_change_as_they_like() -> None:
    new = [
        migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True)), ("a", models.TextField())]),
        migrations.RenameField("new", "a", "b"),
        migrations.AddField("new", "c", models.IntegerField(default=0)),
        migrations.RemoveField("new", "b"),
    ]
    assert judged(*new) == []


def test_a_field_is_judged_by_what_it_was_before_the_operation() -> None:
    wider, narrower = (alter("title", models.CharField(max_length=length)) for length in (200, 150))
    (found,) = judged(wider, narrower)
    assert "150 characters" in found


def test_the_migrations_of_this_release_can_run_beside_the_release_before() -> None:
    assert [str(found) for found in conflicts(released.released().migrations)] == []


def test_the_migrations_so_far_are_judged_as_they_were() -> None:
    """Those that could not have been made now are found in the history of this project and of Wagtail."""
    known = released.released().migrations
    without = {("pages", "0024_animated_images"), ("wagtailcore", "0090_remove_grouppagepermission_permission_type")}
    found = {(conflict.migration, conflict.what.partition(":")[0]) for conflict in conflicts(known - without)}
    assert found >= {
        (("pages", "0024_animated_images"), "Add field animated to image"),
        (("pages", "0024_animated_images"), "Raw Python operation"),
        (
            ("wagtailcore", "0090_remove_grouppagepermission_permission_type"),
            "Remove field permission_type from grouppagepermission",
        ),
    }


def test_an_application_that_is_new_is_trusted() -> None:
    known = {key for key in released.released().migrations if key[0] != "delivery"}
    assert conflicts(known) == []


def test_a_migration_that_is_gone_is_named() -> None:
    known = {*released.released().migrations, ("pages", "0007_taken_back")}
    assert [str(found) for found in conflicts(known)] == ["pages.0007_taken_back: it is gone, and databases have it"]


def test_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = StringIO()
    call_command("check_migrations", stdout=printed)
    assert "can run beside every new migration" in printed.getvalue()
    before = released.released()
    less = before._replace(migrations=before.migrations - {("pages", "0024_animated_images")})
    monkeypatch.setattr("operations.management.commands.check_migrations.released", lambda: less)
    with pytest.raises(CommandError, match=r"pages\.0024_animated_images: Add field animated to image"):
        call_command("check_migrations")


def test_a_release_is_written_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> None:
    monkeypatch.setattr(released, "PATH", tmp_path / "released.txt")
    settings.VERSION = "3.2.1"
    call_command("check_migrations", release=True, stdout=StringIO())
    assert released.released().version == "3.2.1"
    assert ("pages", "0024_animated_images") in released.released().migrations
