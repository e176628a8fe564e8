"""Checks that show an operator configuration errors before visitors notice them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Site

from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD
from pages.models.base import BasePage, concrete_page_types
from pages.records.record import Record, record_models
from pages.uploads.paths import DOCUMENTS, ORIGINALS, RENDITIONS


@register(Tags.database)
def check_site_record(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return a warning if the default site record differs from ``FRONTEND_URL``; the record takes precedence."""
    if not databases or "default" not in databases or not settings.FRONTEND_URL:
        return []
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:  # not migrated yet
        return []
    if site is None or site.root_url == settings.FRONTEND_URL.rstrip("/"):
        return []
    return [
        Warning(
            f"The default site record has the URL {site.root_url}, but FRONTEND_URL is {settings.FRONTEND_URL}.",
            hint="The site record takes precedence. Change it under Settings > Sites, or change FRONTEND_URL.",
            id="pages.W001",
        )
    ]


@register(Tags.models)
def check_texts(**_: Any) -> list[CheckMessage]:
    """Report texts of pages and records that are declared and do not exist, or exist and are not declared."""
    found: list[CheckMessage] = []
    models: list[type[BasePage] | type[Record]] = [*concrete_page_types(), *record_models()]
    for model in models:
        fields = {field.name: field for field in model._meta.get_fields()}
        declared = {text.field for text in model.texts}
        for name in sorted(declared - fields.keys()):
            hint = "Correct the name, or remove it from texts."
            message = f"{model._meta.label}.texts names “{name}”, which is no field."
            found.append(Error(message, hint=hint, obj=model, id="pages.E001"))
        for name, field in fields.items():
            if isinstance(field, RichTextField | StreamField) and name not in declared:
                hint = f"Add Text({name!r}) to {model.__name__}.texts, or silence this check if nobody should find it."
                message = f"Search does not find the text in {model._meta.label}.{name}: texts does not name it."
                found.append(Warning(message, hint=hint, obj=model, id="pages.W002"))
    return found


@register(Tags.security, deploy=True)
def check_uploads_are_private(**_: Any) -> list[CheckMessage]:
    """Try to read uploaded files without credentials: report each folder of them that gives them to anybody."""
    # Not at the start of every process: the client of S3 takes tens of megabytes.
    from pages.uploads.probe import leaks

    sentence = {
        DOCUMENTS: "Anybody can read documents past the CMS, those in private collections too",
        ORIGINALS: "Anybody can read originals of pictures past the CMS, those in private collections too",
        RENDITIONS: "Anybody can read renditions of pictures past the CMS, those of private ones too",
    }
    hint = "Let only the CMS read the uploads: docs/operations.md has the policy of a bucket."
    try:
        return [
            Error(f"{sentence[leak.folder]}: {leak.url} was read without credentials.", hint=hint, id="pages.E002")
            for leak in leaks()
        ]
    except Exception as error:
        # Each storage has exceptions of its own.
        reason = f"Whether uploads are private could not be tried, since none could be written: {error}"
        return [Warning(reason, hint="Look at MEDIA_BUCKET_NAME and its access key, or DATA_DIR.", id="pages.W003")]


def refuse_demo_login() -> None:
    """Raise ``ImproperlyConfigured`` if an active account still has the published demo password.

    Do nothing in development, or if the database cannot be read.
    """
    if settings.DEBUG or settings.DEMO_LOGIN:
        return
    try:
        accounts = list(get_user_model().objects.filter(email__in=DEMO_ACCOUNTS, is_active=True))
    except DatabaseError:
        return
    open_doors = [account.email for account in accounts if account.check_password(DEMO_PASSWORD)]
    if open_doors:
        raise ImproperlyConfigured(
            f"The demo login is active for {', '.join(open_doors)}. Change its password or deactivate the account."
        )
