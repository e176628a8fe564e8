from typing import Any

from django.db import migrations, models
from PIL import Image

FORMATS = {".avif": "AVIF", ".gif": "GIF", ".png": "PNG", ".webp": "WEBP"}


def find_animated(apps: Any, schema_editor: Any) -> None:
    """Open the originals that may be animated. One that cannot be opened counts as a picture that does not move."""
    images = apps.get_model("pages", "Image")._base_manager
    for key, name in images.order_by("pk").values_list("pk", "file").iterator():
        suffix = f".{name.lower().rpartition('.')[2]}"
        if suffix in FORMATS and _is_animated(images.model._meta.get_field("file").storage, name, FORMATS[suffix]):
            images.filter(pk=key).update(animated=True)


def _is_animated(storage: Any, name: str, format: str) -> bool:
    try:
        with storage.open(name) as stream, Image.open(stream, formats=(format,)) as picture:
            return bool(getattr(picture, "is_animated", False))
    except Exception:
        # Pillow and storages raise errors of many classes.
        return False


class Migration(migrations.Migration):
    dependencies = [("pages", "0023_longest_addresses_in_menus")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="animated",
            field=models.BooleanField(default=False, editable=False, verbose_name="animated"),
        ),
        migrations.RunPython(find_animated, migrations.RunPython.noop, elidable=True),
    ]
