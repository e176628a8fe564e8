"""The front page of a site."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from pages.models.base import BasePage
from pages.models.page_list import PageListItem
from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS, tabs


class HomePage(BasePage):
    """The root of a site's pages."""

    parent_page_types = ["wagtailcore.Page"]
    page_description = "The front page of a site."

    edit_handler = tabs(
        {
            "Content": [
                MultiFieldPanel([*TITLE_PANELS, FieldPanel("summary"), MAIN_IMAGE_PANEL], heading="What"),
                InlinePanel("featured", heading="Featured pages", label="Page"),
                TEXT_PANEL,
            ]
        }
    )

    class Meta:
        verbose_name = "home page"


class HomePageFeatured(PageListItem):
    """A page featured on the home page."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured")

    class Meta(PageListItem.Meta):
        verbose_name = "featured page"
