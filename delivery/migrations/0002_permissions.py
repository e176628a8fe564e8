"""Site managers manage subscriptions."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Site manager"
CODENAMES = ("add_subscription", "change_subscription", "delete_subscription", "view_subscription")


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="delivery", model="subscription"
    )
    for codename in CODENAMES if group is not None else ():
        # Django creates permissions only after the last migration; use the name that it would choose.
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        group.permissions.add(permission)


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(content_type__app_label="delivery", codename__in=CODENAMES).delete()


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_subscriptions"), ("pages", "0003_groups")]

    operations = [migrations.RunPython(permit, forbid)]
