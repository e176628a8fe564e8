"""Create the user groups and their permissions.

Wagtail creates two groups, "Editors" and "Moderators", and a workflow in which moderators approve pages. The groups are
renamed rather than replaced, so that the workflow keeps its group.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RENAMED = {"Editors": "Editor", "Moderators": "Moderator"}
RECORDS = ("person", "organization", "topic")

PAGE_PERMISSIONS = {
    "Editor": ("add", "change"),
    "Moderator": ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
    "Site manager": ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
COLLECTION_PERMISSIONS = ("add", "change", "choose")
MODEL_PERMISSIONS = {
    "Editor": [
        ("wagtailadmin", "admin", "access_admin"),
        *(("pages", model, f"{action}_{model}") for model in RECORDS for action in ("add", "change", "view")),
    ],
    "Moderator": [
        ("wagtailadmin", "admin", "access_admin"),
        *(
            ("pages", model, f"{action}_{model}")
            for model in RECORDS
            for action in ("add", "change", "view", "delete", *(() if model == "topic" else ("publish",)))
        ),
        *(("pages", model, f"change_{model}") for model in ("navigation", "announcements")),
        ("wagtailredirects", "redirect", "add_redirect"),
        ("wagtailredirects", "redirect", "change_redirect"),
        ("wagtailredirects", "redirect", "delete_redirect"),
    ],
}
MODEL_PERMISSIONS["Site manager"] = [
    *MODEL_PERMISSIONS["Moderator"],
    ("pages", "sitesettings", "change_sitesettings"),
    ("wagtailcore", "site", "change_site"),
    *(("wagtailcore", "workflow", f"{action}_workflow") for action in ("add", "change", "delete")),
    *(("wagtailcore", "task", f"{action}_task") for action in ("add", "change", "delete")),
]


def get_permission(apps: Apps, app_label: str, model: str, codename: str):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    # Django creates permissions only after the last migration; use the name that it would choose.
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return permission


def create_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects
    for old, new in RENAMED.items():
        groups.filter(name=old).update(name=new)
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    collection = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects
    collection_permissions = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for name, actions in PAGE_PERMISSIONS.items():
        group, _ = groups.get_or_create(name=name)
        for action in actions:
            permission = get_permission(apps, "wagtailcore", "page", f"{action}_page")
            page_permissions.get_or_create(group=group, page=root, permission=permission)
        for app_label, model in (("pages", "image"), ("wagtaildocs", "document")):
            actions = (*COLLECTION_PERMISSIONS, *(() if name == "Editor" else ("delete",)))
            for action in actions:
                permission = get_permission(apps, app_label, model, f"{action}_{model}")
                collection_permissions.get_or_create(group=group, collection=collection, permission=permission)
        for action in ("add", "change", "delete") if name == "Site manager" else ():
            permission = get_permission(apps, "wagtailcore", "collection", f"{action}_collection")
            collection_permissions.get_or_create(group=group, collection=collection, permission=permission)
        for key in MODEL_PERMISSIONS[name]:
            group.permissions.add(get_permission(apps, *key))


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="Site manager").delete()
    for old, new in RENAMED.items():
        groups.filter(name=new).update(name=old)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_content_model"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailredirects", "0001_initial"),
        ("wagtaildocs", "0001_initial"),
    ]

    operations = [migrations.RunPython(create_groups, remove_groups)]
