"""The page on which an organization presents itself."""

from django.conf import settings
from django.db import models, transaction
from django_countries.fields import CountryField
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.search import index

from pages.fields.rich_text_features import LONG_TEXT, SHORT_TEXT
from pages.fields.texts import Text
from pages.fields.validators import COUNT, HISTORIC_DATE, YEAR
from pages.models.base import BODY_TEXT, HEADER_TEXTS, BasePage
from pages.panels.base import tabs
from pages.panels.organization_about import ORGANIZATION_ABOUT_PANELS
from pages.publishing.rules import PublishError, PublishWarning, participant_errors
from pages.publishing.warnings import about_warnings
from pages.visibility.paths import SitePaths


class OrganizationAbout(BasePage):
    """The page about the organization. A site has at most one live page of this type; events and posts refer to it."""

    organization = models.ForeignKey(
        "pages.Organization",
        verbose_name="our own record",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="about_pages",
        help_text="The record of our own organization.",
    )
    short_name = models.CharField(max_length=64, blank=True, help_text="Leave empty to use the one of the record.")
    legal_name = models.CharField(max_length=255, blank=True)
    tagline = models.CharField(max_length=255, blank=True)
    mission = RichTextField(blank=True, features=LONG_TEXT)
    boilerplate = RichTextField(
        "about us in a paragraph",
        blank=True,
        features=SHORT_TEXT,
        help_text="Reused below events and posts, and by the press.",
    )
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Leave empty to use the one of the record.",
    )
    member_count = models.PositiveIntegerField(
        "number of members",
        validators=COUNT,
        null=True,
        blank=True,
        help_text="Leave empty to count the members listed below.",
    )
    member_count_as_of = models.DateField("as of", null=True, blank=True, validators=HISTORIC_DATE)
    member_kinds = models.TextField("kinds of members", blank=True, help_text="One per line.")
    address_street = models.CharField("street and number", max_length=255, blank=True)
    address_locality = models.CharField("town", max_length=255, blank=True)
    address_region = models.CharField("state or region", max_length=255, blank=True)
    address_postal_code = models.CharField("postal code", max_length=32, blank=True)
    address_country = CountryField("country", blank=True)

    texts = (
        *(Text(name) for name in ("short_name", "legal_name", "tagline", "mission", "boilerplate")),
        *HEADER_TEXTS,
        BODY_TEXT,
    )
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["pages.SectionPage"]
    page_description = "Who we are: one page for the whole site."
    copies_stay_drafts = True
    search_fields = [*BasePage.search_fields, index.SearchField("mission"), index.SearchField("body")]

    edit_handler = tabs(ORGANIZATION_ABOUT_PANELS)

    class Meta:
        verbose_name = "page about the organization"
        verbose_name_plural = "pages about the organization"

    @property
    def name(self) -> str:
        """The organization's name: the name of its record, or else the page's title."""
        return self.organization.name if self.organization else self.title

    def publish_errors(self) -> list[PublishError]:
        errors = super().publish_errors()
        other = self._other_live_page()
        if other is not None:
            message = f"This site already has a live page about the organization: “{other}”. Unpublish that one first."
            errors.append(PublishError("second_about_page", message, "title"))
        return [
            *errors,
            *participant_errors("founders", self.founders.all()),
            *participant_errors("leadership", self.leadership.all(), "role"),
            *participant_errors("members", self.members.all()),
        ]

    def publish_warnings(self) -> list[PublishWarning]:
        return [*super().publish_warnings(), *about_warnings(self)]

    def _other_live_page(self) -> "OrganizationAbout | None":
        paths = SitePaths()
        root = paths.root_of(self)
        if root is None:
            return None
        if transaction.get_connection().in_atomic_block:
            # If two pages are published at the same time, the second waits here and then sees the first.
            list(Site.objects.select_for_update().filter(pk=root.site_id))
        others = OrganizationAbout.objects.filter(live=True, path__startswith=root.tree_path).exclude(pk=self.pk)
        if self.go_live_at is not None:
            others = others.exclude(expire_at__lte=self.go_live_at)
        return next((other for other in others if paths.root_of(other) == root), None)
