"""Group permissions, and the workflow, for record models that applications add."""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import WorkflowContentType
from wagtail.snippets.models import create_extra_permissions

from pages.records.record import record_models

#: The actions of each group, the same as the migrations grant for people.
ACTIONS = {
    "Editor": ("add", "change", "view"),
    "Moderator": ("add", "change", "view", "delete", "publish"),
    "Site manager": ("add", "change", "view", "delete", "publish"),
}


def permit_added_records(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """After ``migrate``, grant the groups their permissions for each record model for which no group has any.

    The model also gets the workflow of people. Later changes are kept, unless every group has lost all permissions.
    """
    tables = connections[using].introspection.table_names()
    for model in record_models():
        if {model._meta.db_table, Group._meta.db_table} - set(tables):
            continue
        content_type = ContentType.objects.get_for_model(model)
        if Group.objects.filter(permissions__content_type=content_type).exists():
            continue
        # Django and Wagtail create permissions application by application, possibly after this handler has run.
        create_permissions(model._meta.app_config, verbosity=0, using=using)
        create_extra_permissions(model._meta.app_config, using=using)
        for name, actions in ACTIONS.items():
            for group in Group.objects.filter(name=name):
                codenames = [f"{action}_{model._meta.model_name}" for action in actions]
                group.permissions.add(*Permission.objects.filter(content_type=content_type, codename__in=codenames))
        _assign_workflow(content_type)


def _assign_workflow(content_type: ContentType) -> None:
    of_people = WorkflowContentType.objects.filter(
        content_type__app_label="pages", content_type__model="person"
    ).first()
    if of_people is not None:
        values = {"workflow": of_people.workflow}
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults=values)
