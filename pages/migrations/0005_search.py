"""What the words of search documents are kept in."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pages.search.engines import engine_of


def drop_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine_of(schema_editor.connection).drop()


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_default_site")]

    # It is made after each `migrate`, since applications add kinds of objects that can be found.
    operations = [migrations.RunPython(migrations.RunPython.noop, drop_words)]
