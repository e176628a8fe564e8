"""Let the groups that edit people note what those agreed to."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ACTIONS = {
    "Editor": ("view", "add", "change"),
    "Moderator": ("view", "add", "change", "delete"),
    "Site manager": ("view", "add", "change", "delete"),
}


def add_permissions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = content_types.get_or_create(app_label="privacy", model="consent")
    permissions = apps.get_model("auth", "Permission").objects
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ACTIONS):
        for action in ACTIONS[group.name]:
            # Django creates permissions only after the last migration; use the name that it would choose.
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=f"{action}_consent", defaults={"name": f"Can {action} consent"}
            )
            group.permissions.add(permission)


def remove_permissions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="privacy")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ACTIONS):
        group.permissions.remove(*permissions.filter(codename__endswith="_consent"))


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_personal_data_permission"),
        ("pages", "0003_groups"),
    ]

    operations = [migrations.RunPython(add_permissions, remove_permissions)]
