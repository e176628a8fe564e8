"""Let people and organisations be submitted for approval, in the workflow of the pages."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RECORDS = ("person", "organization")


def _content_type(apps: Apps, model: str):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    return content_types.get_or_create(app_label="pages", model=model)[0]


def _workflow(apps: Apps):
    """Return the workflow of the root page, which all pages use unless somebody has changed that."""
    of_root = apps.get_model("wagtailcore", "WorkflowPage").objects.filter(page__depth=1, workflow__active=True)
    row = of_root.select_related("workflow").first()
    return row.workflow if row else None


def assign_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    workflow = _workflow(apps)
    if workflow is None:
        return
    assigned = apps.get_model("wagtailcore", "WorkflowContentType").objects
    for model in RECORDS:
        assigned.get_or_create(content_type=_content_type(apps, model), defaults={"workflow": workflow})


def withdraw_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    assigned = apps.get_model("wagtailcore", "WorkflowContentType").objects
    assigned.filter(content_type__app_label="pages", content_type__model__in=RECORDS).delete()


class Migration(migrations.Migration):
    dependencies = [("pages", "0011_automatic_dates"), ("wagtailcore", "0083_workflowcontenttype")]

    operations = [migrations.RunPython(assign_workflow, withdraw_workflow)]
