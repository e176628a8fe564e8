"""The menus of a site."""

from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from pages.blocks.navigation import NavigationBlock


@register_setting(icon="list-ul", order=100)
class Navigation(BaseSiteSetting):
    """The menus that every page of a site shows. Users who may publish can edit them; changes are public at once."""

    header = StreamField(
        NavigationBlock(),
        blank=True,
        verbose_name="main menu",
        help_text="Drag entries to reorder them. An entry whose page or document is not public is hidden, together "
        "with the entries below it.",
    )
    footer = StreamField(NavigationBlock(), blank=True, verbose_name="footer menu")

    panels = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = "navigation"
