"""The page type for sections and plain pages."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.models.base import BasePage
from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS, tabs


class SectionPage(BasePage):
    """A section or plain page: text, optionally followed by a list of posts, events, people or child pages."""

    class Shows(models.TextChoices):
        NOTHING = "nothing", "Nothing: a plain page"
        POSTS = "posts", "Posts"
        EVENTS = "events", "Events"
        PEOPLE = "people", "People"
        CHILDREN = "children", "The pages below it"

    shows = models.CharField("list below the text", max_length=16, choices=Shows.choices, default=Shows.NOTHING)

    parent_page_types = ["pages.HomePage", "pages.SectionPage", "pages.OrganizationAbout"]
    page_description = "A section that holds posts, events or pages, or a plain page such as “Privacy”."

    edit_handler = tabs(
        {
            "Content": [
                MultiFieldPanel(
                    [*TITLE_PANELS, FieldPanel("summary"), MAIN_IMAGE_PANEL, FieldPanel("shows")],
                    heading="What",
                ),
                TEXT_PANEL,
            ]
        }
    )

    class Meta:
        verbose_name = "section or plain page"
        verbose_name_plural = "sections and plain pages"

    def get_admin_default_ordering(self) -> str:
        """Return the order of the child pages in the admin: posts and events newest first, others in tree order."""
        newest_first = self.shows in (self.Shows.POSTS, self.Shows.EVENTS)
        return "-latest_revision_created_at" if newest_first else "ord"
