"""What every page has, whatever its type."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from pages.blocks import BodyBlock
from pages.forms import PublishForm
from pages.paths import SitePaths
from pages.previews import FrontendPreviewMixin
from pages.publishing import PublishBlocked, PublishError, image_errors, new_errors
from pages.text import body_texts, excerpt, plain_text


class BasePage(FrontendPreviewMixin, Page):
    """The abstract parent of all page types: summary, image, body, and what search engines and cards show."""

    subtitle = models.CharField(max_length=255, blank=True)
    summary = models.TextField(
        blank=True,
        max_length=500,
        help_text="One or two sentences for cards and search results. Plain text.",
    )
    feature_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = StreamField(BodyBlock(), blank=True)
    canonical_url = models.URLField(
        "original address",
        blank=True,
        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
    )
    noindex = models.BooleanField(
        "hide from search engines", default=False, help_text="The page stays public; search engines leave it out."
    )
    social_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown when the page is shared. Leave empty to use the main image.",
    )

    excerpt = models.TextField(blank=True, editable=False)

    #: The short label that a card of this type carries above its title.
    kicker: ClassVar[str] = ""
    #: The field whose date a card of this type shows, if any.
    listing_date_field: ClassVar[str] = ""

    base_form_class = PublishForm
    show_in_menus_default = False

    search_fields = [*Page.search_fields, index.SearchField("subtitle"), index.SearchField("summary")]

    class Meta:
        abstract = True

    def texts(self) -> Iterable[str]:
        """The page's running text, piece by piece, as plain text or rich text."""
        return body_texts(self.body)

    def derive(self) -> None:
        """Fill in what follows from the page's content. Called before it is saved or stored in a revision."""
        self.excerpt = excerpt(next((text for text in map(plain_text, self.texts()) if text), ""))

    def serializable_data(self) -> dict[str, Any]:
        """The content of a revision, with what follows from it up to date."""
        self.derive()
        data: dict[str, Any] = super().serializable_data()
        return data

    def save(self, *arguments: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.derive()
        super().save(*arguments, **options)

    def publish_errors(self) -> list[PublishError]:
        """Everything that stands against publishing this content as it is. Subclasses extend the list."""
        errors = image_errors(self, "feature_image", "social_image")
        if self.canonical_url and not self.canonical_url.startswith("https://"):
            message = "The original address must start with https://."
            errors.append(PublishError("canonical_not_https", message, "canonical_url"))
        return errors + self.body_errors()

    def body_errors(self) -> list[PublishError]:
        """What stands against publishing the body: one error for all that its blocks lack."""
        try:
            self.body.stream_block.clean(self.body)
        except ValidationError:
            message = "Something in the text is incomplete. Open the page and publish it from there to see what."
            return [PublishError("body_incomplete", message, "body")]
        return []

    def split_publish_errors(self) -> tuple[list[PublishError], list[PublishError]]:
        """The errors that block publishing, and those that the live version already has and that only warn."""
        errors = self.publish_errors()
        if not errors or not self.pk or not self.live:
            return errors, []
        live = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        return new_errors(errors, live.publish_errors() if live else [])

    def publish(self, revision: Revision, *arguments: Any, **options: Any) -> None:
        """Make ``revision`` the live version, or schedule it, all or nothing.

        Raises ``PublishBlocked`` when the revision breaks a publishing rule that the live version keeps.
        """
        with transaction.atomic():
            candidate = revision.as_object()
            blocking, _ = candidate.split_publish_errors()
            if blocking:
                raise PublishBlocked(candidate, blocking)
            super().publish(revision, *arguments, **options)

    def unpublish(self, *arguments: Any, **options: Any) -> None:
        """Take the page down, all or nothing."""
        with transaction.atomic():
            super().unpublish(*arguments, **options)

    def move(self, *arguments: Any, **options: Any) -> None:
        """Move the page and everything below it, all or nothing."""
        with transaction.atomic():
            super().move(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> Any:
        """Delete the page and everything below it, all or nothing."""
        with transaction.atomic():
            return super().delete(*arguments, **options)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Wagtail's ``(site id, root URL, path)``, with the path that the frontend uses for the page."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, _ = parts
        root = next((root for root in SitePaths().roots if root.site_id == site_id and root.holds(self.path)), None)
        return (site_id, root_url, root.html_path(self)) if root else parts
