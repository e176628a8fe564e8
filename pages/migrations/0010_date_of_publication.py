"""Let the date of a post be empty, so that it follows the first publication."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0009_scheduled_record"),
    ]

    operations = [
        migrations.AlterField(
            model_name="guestblogpost",
            name="published_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                help_text="Leave empty to show the day on which the post is first published.",
                null=True,
                verbose_name="date shown",
            ),
        ),
    ]
