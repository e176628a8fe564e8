import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0012_record_workflow"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnsweredSave",
            fields=[
                ("form_key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("save_key", models.UUIDField()),
                ("answer", models.JSONField()),
                ("answered_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
