from django.db import migrations


class Migration(migrations.Migration):
    """Search documents are written again after this: what their words are, and what they hold, is another thing."""

    dependencies = [("pages", "0016_preview_state")]

    operations = []
