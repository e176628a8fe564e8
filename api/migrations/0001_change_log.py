from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("published", "It became public."),
                            ("unpublished", "It is not public any more."),
                            ("moved", "It is public at another path."),
                            ("deleted", "It was public and does not exist any more."),
                            ("updated", "Something else that is public of it may have changed."),
                        ],
                        max_length=16,
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("type", models.CharField(max_length=100)),
                ("object_id", models.BigIntegerField()),
                ("site_id", models.BigIntegerField(db_index=True)),
                ("html_path", models.TextField(blank=True)),
                ("old_html_path", models.TextField(blank=True)),
                ("tags", models.JSONField()),
            ],
            options={
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="ChangeCounter",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("compacted", models.BigIntegerField(default=0)),
                ("next_transition_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TagSequence",
            fields=[
                ("tag", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PublicObject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("object_id", models.BigIntegerField()),
                ("site_id", models.BigIntegerField()),
                ("type", models.CharField(max_length=100)),
                ("html_path", models.TextField(blank=True)),
                ("tags", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id", "site_id"), name="one_public_object_per_site")
                ],
            },
        ),
    ]
