import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def permit_public_libraries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="pages", model="publiclibrary"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Site manager"):
        for action in ("add", "change", "delete", "view"):
            # Django creates permissions only after the last migration; use the names that it would choose.
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_publiclibrary",
                defaults={"name": f"Can {action} public library"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_search"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.CreateModel(
            name="MediaUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=100)),
                ("owner_id", models.BigIntegerField()),
                ("media", models.CharField(choices=[("image", "Image"), ("document", "Document")], max_length=8)),
                ("media_id", models.BigIntegerField()),
                ("record", models.CharField(blank=True, max_length=100)),
                ("record_id", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["media", "media_id"], name="uses_of_media"),
                    models.Index(fields=["record", "record_id"], name="uses_with_record"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["owner", "owner_id", "media", "media_id", "record", "record_id"],
                        name="one_use_per_owner",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicLibrary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "collection",
                    models.OneToOneField(
                        help_text="Everybody can list and download the images and documents of this collection and of "
                        "those below it, even if no page shows them.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_library",
                        to="wagtailcore.collection",
                    ),
                ),
            ],
            options={"verbose_name": "public library", "verbose_name_plural": "public libraries"},
        ),
        migrations.RunPython(permit_public_libraries, migrations.RunPython.noop),
    ]
