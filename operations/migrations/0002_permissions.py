"""Site managers see the health of the CMS."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Site manager"
CODENAME = "view_heartbeat"


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    if group is None:
        return
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="operations", model="heartbeat"
    )
    # Django creates permissions only after the last migration; use the name that it would choose.
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=CODENAME, defaults={"name": "Can view heartbeat"}
    )
    group.permissions.add(permission)


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="operations", codename=CODENAME).delete()


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_health"), ("pages", "0003_groups")]

    operations = [migrations.RunPython(permit, forbid)]
