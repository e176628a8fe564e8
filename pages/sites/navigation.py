"""The menus of a site."""

from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks.navigation import NavigationBlock


@register_setting(icon="list-ul", order=100)
class Navigation(BaseSiteSetting):
    """The menus that every page of a site shows. Who may publish arranges them; they show at once."""

    header = StreamField(
        NavigationBlock(),
        blank=True,
        verbose_name="main menu",
        help_text="Drag entries to put them in order. An entry whose page or document is not public is hidden, and "
        "so is what stands below it.",
    )
    footer = StreamField(NavigationBlock(), blank=True, verbose_name="menu at the foot of the page")

    panels = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = "navigation"
