"""Search documents, and the tables in which the database searches their words."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pages.search.engines import engine_of


def create_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine_of(schema_editor.connection).create()


def drop_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine_of(schema_editor.connection).drop()


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_default_site")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("object_id", "kind"), name="one_search_document_per_object")
                ],
            },
        ),
        migrations.RunPython(create_words, drop_words),
    ]
