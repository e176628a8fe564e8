from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0001_change_log")]

    operations = [
        migrations.AddField(
            model_name="changecounter",
            name="next_transition_at",
            field=models.DateTimeField(null=True),
        ),
    ]
