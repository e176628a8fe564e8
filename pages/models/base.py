"""What every page has, whatever its type."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import Page, Revision
from wagtail.search import index

from pages.blocks.body import BodyField
from pages.blocks.texts import read_texts
from pages.fields.plain_text import excerpt, plain_text
from pages.fields.texts import Text
from pages.previews.mixin import FrontendPreviewMixin
from pages.publishing.forms import PublishForm
from pages.publishing.rules import PublishBlocked, PublishError, PublishWarning, image_errors, new_errors
from pages.publishing.warnings import page_warnings
from pages.visibility.paths import SitePaths

#: What every page has above and in its body; types put texts of their own before, between and after them.
HEADER_TEXTS = (Text("subtitle"), Text("summary"))
BODY_TEXT = Text("body", running=True)


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
    body: Any = BodyField(blank=True)
    canonical_url = models.URLField(
        "original address",
        blank=True,
        help_text="Only if this text first appeared elsewhere and search engines should show that page instead.",
    )
    noindex = models.BooleanField(
        "hide from search engines", default=False, help_text="The page stays public, but search engines do not list it."
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

    #: The texts that readers read, all of them public: the page is found by them. The title need not be named.
    texts: ClassVar[tuple[Text, ...]] = (*HEADER_TEXTS, BODY_TEXT)

    #: The short label that a card of this type carries above its title.
    kicker: ClassVar[str] = ""
    #: The field whose date a card of this type shows, if any.
    listing_date_field: ClassVar[str] = ""

    #: Whether search engines show the page with a picture of its own, and not only shared links do.
    pictured_in_results: ClassVar[bool] = False

    #: Whether a copy is a draft even where copies are to be published.
    copies_stay_drafts: ClassVar[bool] = False

    base_form_class = PublishForm
    show_in_menus_default = False

    search_fields = [*Page.search_fields, index.SearchField("subtitle"), index.SearchField("summary")]

    class Meta:
        abstract = True

    def running_texts(self, *, headings: bool = True) -> Iterator[str]:
        """Yield the page's running text, piece by piece, as plain text or rich text."""
        return read_texts(self, (text for text in self.texts if text.running), headings=headings)

    def derive(self) -> None:
        """Fill in what follows from the page's content. Called before it is saved or stored in a revision."""
        self.excerpt = excerpt(" ".join(filter(None, map(plain_text, self.running_texts(headings=False)))))

    def serializable_data(self) -> dict[str, Any]:
        """The content of a revision, with what follows from it up to date."""
        self.derive()
        data: dict[str, Any] = super().serializable_data()
        return data

    def save(self, *arguments: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.derive()
        super().save(*arguments, **options)

    def copy_all_child_relations(self, target: "BasePage", *arguments: Any, **options: Any) -> Any:
        """Copy the rows; a copy that breaks a publishing rule is a draft, even if copies are to be published."""
        copied = super().copy_all_child_relations(target, *arguments, **options)
        if target.alias_of_id is None and target.live and (self.copies_stay_drafts or target.publish_errors()):
            target.live = False
            target.has_unpublished_changes = True
            target.live_revision = None
            target.first_published_at = target.last_published_at = None
        return copied

    def publish_errors(self) -> list[PublishError]:
        """Everything that stands against publishing this content as it is. Subclasses extend the list."""
        errors = image_errors(self, "feature_image", "social_image")
        if self.canonical_url and not self.canonical_url.startswith("https://"):
            message = "The original address must start with https://."
            errors.append(PublishError("canonical_not_https", message, "canonical_url"))
        return errors + self.body_errors()

    def body_errors(self) -> list[PublishError]:
        """What stands against publishing the body: one error for each incomplete block."""
        try:
            self.body.stream_block.clean(self.body)
        except StreamBlockValidationError as error:
            blocks = [self.body[position] for position in error.block_errors or {}]
            labels = [(str(block.block.label), block.id) for block in blocks] or [("Text", None)]
            return [
                PublishError("body_incomplete", f"“{label}” is incomplete.", "body", subject=identifier)
                for label, identifier in labels
            ]
        return []

    def publish_warnings(self) -> list[PublishWarning]:
        """What would make this content better for search engines and visitors; nothing of it stops anybody.

        Works for a draft in any state, in a handful of queries. Subclasses extend the list.
        """
        return page_warnings(self)

    def split_publish_errors(self) -> tuple[list[PublishError], list[PublishError]]:
        """The errors that block publishing, and those that the live version already has and that only warn."""
        errors = self.publish_errors()
        if not errors or not self.pk or not self.live:
            return errors, []
        live = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        return new_errors(errors, live.publish_errors() if live else [])

    def with_content_json(self, content: dict[str, Any]) -> "BasePage":
        """A revision's content on this page; which revision is live is the page's own, whatever the revision says."""
        page: BasePage = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        return page

    def publish(self, revision: Revision, *arguments: Any, **options: Any) -> None:
        """Make ``revision`` the live version, or schedule it, all or nothing.

        Raises ``PublishBlocked`` when the revision breaks a publishing rule that the live version keeps.
        """
        with transaction.atomic():
            candidate = revision.as_object()
            blocking, _ = candidate.split_publish_errors()
            if blocking:
                raise PublishBlocked(candidate, blocking)
            revision.content_object._keep_live_version(candidate)
            super().publish(revision, *arguments, **options)

    def _keep_live_version(self, candidate: "BasePage") -> None:
        """Give a live page without a live revision one, before a later version of it is scheduled.

        Wagtail keeps a page live until its next version's hour only if it knows a revision of the live one.
        """
        scheduled = candidate.go_live_at is not None and candidate.go_live_at > timezone.now()
        if not scheduled or not self.live or self.live_revision_id is not None:
            return
        latest = self.latest_revision_id
        live = type(self)._default_manager.get(pk=self.pk)
        live_revision = live.save_revision(clean=False, changed=False)
        type(self)._default_manager.filter(pk=self.pk).update(
            live_revision=live_revision, latest_revision=latest or live_revision.pk
        )
        self.live_revision = live_revision

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
        return (site_id, root_url, root.html_path(self.url_path)) if root else parts


def concrete_page_types() -> list[type[BasePage]]:
    """Return every page type that has a table of its own, however far it is from ``BasePage``, sorted by name."""
    found = (model for model in apps.get_models() if issubclass(model, BasePage) and not model._meta.proxy)
    return sorted(found, key=lambda model: model._meta.label)
