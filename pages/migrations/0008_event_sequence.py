"""How often what was announced of an event has changed, which calendars ask for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0007_site")]

    operations = [
        migrations.AddField("eventpage", "sequence", models.PositiveIntegerField(default=0, editable=False)),
    ]
