"""Mark where search was introduced, and remove its tables on reversal."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pages.search.engines import engine_of


def drop_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine_of(schema_editor.connection).drop()


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_default_site")]

    # The tables are created after each `migrate`, because applications can add searchable models.
    operations = [migrations.RunPython(migrations.RunPython.noop, drop_words)]
