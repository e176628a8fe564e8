from django.db import migrations, models

# Until the log is next written, the next transition stands for the next expiry, which is no earlier.
EXPECT_THE_NEXT_TRANSITION = "UPDATE api_changecounter SET next_expiry_at = next_transition_at"


class Migration(migrations.Migration):
    dependencies = [("api", "0001_change_log")]

    operations = [
        migrations.AddField("changecounter", "next_expiry_at", models.DateTimeField(null=True)),
        migrations.RunSQL(EXPECT_THE_NEXT_TRANSITION, migrations.RunSQL.noop),
    ]
