"""The abstract base class of all page types."""

from collections.abc import Iterable, Iterator
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
from pages.fields.plain_text import excerpt
from pages.fields.texts import Text
from pages.fields.validators import LONGEST_ADDRESS
from pages.previews.mixin import FrontendPreviewMixin
from pages.publishing.consent import Consent, current_consent, record_key
from pages.publishing.forms import PublishForm
from pages.publishing.further_warnings import further_warnings
from pages.publishing.page_slug import page_slug
from pages.publishing.publish_records import publish_records, scheduled_consent
from pages.publishing.record_rules import record_errors, without_consent
from pages.publishing.returning import returns_to_earlier_versions
from pages.publishing.rules import PublishBlocked, PublishError, PublishWarning, image_errors, new_errors
from pages.publishing.warnings import page_warnings
from pages.records.record import Record
from pages.visibility.paths import SitePaths

#: The texts that every page has above and in its body; page types add other texts around them.
HEADER_TEXTS = (Text("kicker_text"), Text("subtitle"), Text("summary"))
BODY_TEXT = Text("body", running=True)


class BasePage(FrontendPreviewMixin, Page):
    """The abstract base class of all page types: summary, image, body, and fields for search engines and cards."""

    kicker_text = models.CharField(
        "line above the title",
        max_length=120,
        blank=True,
        help_text="A few words on the page and its cards, such as who invites. Leave empty for the kind of page.",
    )
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
        max_length=LONGEST_ADDRESS,
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

    #: The public texts that search covers, besides the title.
    texts: ClassVar[tuple[Text, ...]] = (*HEADER_TEXTS, BODY_TEXT)

    #: The short label above the title of pages of this type, unless an editor wrote another one in ``kicker_text``.
    kicker: ClassVar[str] = ""
    #: The name of the field whose date cards of this type show, if any.
    listing_date_field: ClassVar[str] = ""

    #: The name of the field that says whether what the page announces takes place, if any. Its values are those of an
    #: event's status.
    listing_status_field: ClassVar[str] = ""

    #: Whether search results, and not only shared links, show the page's image.
    pictured_in_results: ClassVar[bool] = False

    #: Whether a copy is always a draft, even if the editor chose to publish copies.
    copies_stay_drafts: ClassVar[bool] = False

    #: The fields that are not copied: a copy must neither appear nor disappear by the schedule of another page.
    exclude_fields_in_copy: ClassVar[list[str]] = ["go_live_at", "expire_at", "expired"]

    #: The paths of all sites, for a page of a list that reads them once for all of its pages.
    shared_site_paths: SitePaths | None = None

    base_form_class = PublishForm
    show_in_menus_default = False

    #: ``pages/search/`` keeps Wagtail's own index: not when a draft is noted, as Wagtail does.
    search_auto_update: ClassVar[bool] = False

    search_fields = [*Page.search_fields, index.SearchField("subtitle"), index.SearchField("summary")]

    class Meta:
        abstract = True

    def running_texts(self, *, headings: bool = True) -> Iterator[str]:
        """Return an iterator over the parts of the page's running text, as plain text."""
        return read_texts(self, (text for text in self.texts if text.running), headings=headings)

    def full_clean(self, *arguments: Any, **options: Any) -> None:
        """Validate the page. Without a slug, it gets one from its title or, if that has no letters, from its type."""
        page: Any = self
        if not page.slug:
            page.slug = page._get_autogenerated_slug(page_slug(page))
        super().full_clean(*arguments, **options)

    def derive(self) -> None:
        """Compute the fields derived from the page's content. Called before it is saved or stored in a revision."""
        self.excerpt = excerpt(" ".join(filter(None, self.running_texts(headings=False))))

    def serializable_data(self) -> dict[str, Any]:
        """Return the content for a revision, with the derived fields up to date."""
        self.derive()
        data: dict[str, Any] = super().serializable_data()
        return data

    def save(self, *arguments: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.derive()
        super().save(*arguments, **options)

    def copy_all_child_relations(self, target: "BasePage", *arguments: Any, **options: Any) -> Any:
        """Copy the rows to ``target``, and make it a draft if it breaks a publishing rule or must stay a draft."""
        copied = super().copy_all_child_relations(target, *arguments, **options)
        if target.alias_of_id is None and target.live and (self.copies_stay_drafts or target.publish_errors()):
            target.live = False
            target.has_unpublished_changes = True
            target.live_revision = None
            target.first_published_at = target.last_published_at = None
        return copied

    def publish_errors(self) -> list[PublishError]:
        """Return all errors that block publishing the current content. Subclasses extend the list."""
        errors = image_errors(self, "feature_image", "social_image")
        if self.canonical_url and not self.canonical_url.startswith("https://"):
            message = "The original address must start with https://."
            errors.append(PublishError("canonical_not_https", message, "canonical_url"))
        return errors + self.body_errors() + record_errors(self)

    def body_errors(self) -> list[PublishError]:
        """Return one error for each incomplete block of the body."""
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
        """Return advice for improving this content for search engines and visitors. It does not block publishing.

        It works for a draft in any state, with a few queries. Subclasses extend the list.
        """
        return [*page_warnings(self), *further_warnings(self)]

    def split_publish_errors(self, consent: Consent | None = None) -> tuple[list[PublishError], list[PublishError]]:
        """Return the errors that block publishing, and those that only warn because the live version has them too.

        Records that ``consent`` covers are published with the page, so they are no errors.
        """
        errors = without_consent(self.publish_errors(), self, consent or Consent())
        if not errors or not self.pk or not self.live:
            return errors, []
        live = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        return new_errors(errors, live.publish_errors() if live else [])

    def with_content_json(self, content: dict[str, Any]) -> "BasePage":
        """Return the page with the content of a revision, but its current ``live_revision``."""
        page: BasePage = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        return page

    def publish(
        self,
        revision: Revision,
        user: Any = None,
        *arguments: Any,
        with_records: Iterable[Record] = (),
        **options: Any,
    ) -> None:
        """Make ``revision`` the live version, or schedule it, in one transaction.

        ``with_records`` are shared records that are published with the page, as far as the page shows them, they are
        not public, and ``user``, if given, may publish them. Raise ``PublishBlocked`` if the revision breaks a
        publishing rule that the live version does not break; it does so if it shows any other record that is not
        public.
        """
        with transaction.atomic():
            agreed = [record_key(record) for record in with_records]
            self.prepare_publication(revision, user, Consent(frozenset(agreed), user) if agreed else None)
            super().publish(revision, user, *arguments, **options)

    @staticmethod
    def prepare_publication(revision: Revision, user: Any = None, consent: Consent | None = None) -> None:
        """Check the publishing rules for ``revision``, and publish or schedule the records that go with it.

        Call this in the transaction that publishes it. Without ``consent``, the one of the current context applies or,
        if the revision is due, the one given when it was scheduled. Raise ``PublishBlocked`` as ``publish`` does.
        """
        candidate = revision.as_object()
        given = consent or current_consent()
        if not given.keys:
            given = scheduled_consent(revision)
        blocking, _ = candidate.split_publish_errors(given)
        if blocking and not returns_to_earlier_versions():
            raise PublishBlocked(candidate, blocking)
        publish_records(candidate, revision, given, user)
        revision.content_object._keep_live_version(candidate)

    def _keep_live_version(self, candidate: "BasePage") -> None:
        """Create a live revision for a live page that has none, before a later version of it is scheduled.

        Wagtail keeps a page live until the scheduled time only if the page has a live revision.
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
        """Unpublish the page in one transaction."""
        with transaction.atomic():
            super().unpublish(*arguments, **options)

    def move(self, *arguments: Any, **options: Any) -> None:
        """Move the page and all pages below it in one transaction."""
        with transaction.atomic():
            super().move(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> Any:
        """Delete the page and all pages below it in one transaction."""
        with transaction.atomic():
            return super().delete(*arguments, **options)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Return Wagtail's ``(site id, root URL, path)`` with the path that the frontend uses for the page."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, _ = parts
        root = next(
            (
                root
                for root in (self.shared_site_paths or SitePaths()).roots
                if root.site_id == site_id and root.holds(self.path)
            ),
            None,
        )
        return (site_id, root_url, root.html_path(self.url_path)) if root else parts


def concrete_page_types() -> list[type[BasePage]]:
    """Return all direct and indirect subclasses of ``BasePage`` that have a table, sorted by label."""
    found = (model for model in apps.get_models() if issubclass(model, BasePage) and not model._meta.proxy)
    return sorted(found, key=lambda model: model._meta.label)
