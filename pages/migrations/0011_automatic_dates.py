"""Empty the dates that posts got when their drafts were begun, so that they follow the publication.

Only posts that were never published are changed, and only if the date is about that of their first version: nobody can
tell it from one that was typed, and it is not meant for a later publication either way.
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: The first version may be from another calendar day in another time zone.
CLOSE = datetime.timedelta(days=1)


def _drafts(apps: Apps):
    """Yield each post that was never published, with its versions and the day of the first one."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="pages", model="guestblogpost"
    )
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=content_type)
    for post in apps.get_model("pages", "GuestBlogPost").objects.filter(first_published_at=None).iterator():
        versions = list(revisions.filter(object_id=str(post.pk)).order_by("created_at"))
        yield post, versions, versions[0].created_at.date() if versions else None


def empty_dates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for post, versions, begun in _drafts(apps):
        if begun is None or post.live:
            continue
        for version in versions:
            shown = version.content.get("published_on")
            if shown and abs(datetime.date.fromisoformat(shown) - begun) <= CLOSE:
                version.content["published_on"] = None
                version.save(update_fields=["content"])
        if post.published_on is not None and abs(post.published_on - begun) <= CLOSE:
            type(post).objects.filter(pk=post.pk).update(published_on=None)


def fill_dates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every post, and every version, a date again: that of its first publication, or of its first version."""
    post_model = apps.get_model("pages", "GuestBlogPost")
    for post, versions, begun in _drafts(apps):
        day = begun or datetime.date.today()
        for version in versions:
            if not version.content.get("published_on"):
                version.content["published_on"] = day.isoformat()
                version.save(update_fields=["content"])
        if post.published_on is None:
            post_model.objects.filter(pk=post.pk).update(published_on=day)
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for post in post_model.objects.exclude(first_published_at=None).iterator():
        day = post.published_on or post.first_published_at.date()
        if post.published_on is None:
            post_model.objects.filter(pk=post.pk).update(published_on=day)
        for version in revisions.filter(content_type=post.content_type_id, object_id=str(post.pk)):
            if not version.content.get("published_on"):
                version.content["published_on"] = day.isoformat()
                version.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("pages", "0010_date_of_publication"), ("wagtailcore", "0083_workflowcontenttype")]

    operations = [migrations.RunPython(empty_dates, fill_dates)]
