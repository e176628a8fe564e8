"""Create the first site: a home page, and a site record for the frontend at ``FRONTEND_URL``."""

from urllib.parse import urlsplit

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create_site(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    root = page_model.objects.filter(depth=1).first()
    welcome = page_model.objects.filter(depth=2).first()
    if root is None or page_model.objects.count() > 2 or (welcome and welcome.content_type.model != "page"):
        return  # the page tree already has content
    site_model.objects.all().delete()
    page_model.objects.filter(depth=2).delete()
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="pages", model="homepage"
    )
    home = apps.get_model("pages", "HomePage").objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        content_type=content_type,
        path=f"{root.path}0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=root.locale,
        live=True,
        has_unpublished_changes=False,
    )
    root.numchild = 1
    root.save(update_fields=["numchild"])
    frontend = urlsplit(settings.FRONTEND_URL)
    site_model.objects.create(
        hostname=frontend.hostname or "localhost",
        port=frontend.port or (443 if frontend.scheme == "https" else 80),
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page_id=home.pk,
        is_default_site=True,
    )


def keep_site(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the site record on reversal; the home page is removed with its table."""


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_groups"), ("wagtailcore", "0001_initial")]

    operations = [migrations.RunPython(create_site, keep_site)]
