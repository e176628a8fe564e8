"""The menu items “Posts” and “Events”, one for each further page type with a date, and the tree below sections."""

from typing import Any

from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from pages.editor.listings.listing import listed_types
from pages.editor.listings.views import SectionIndexView, TypeIndexView
from pages.editor.visible_pages import may_see_pages
from pages.models import EventPage, GuestBlogPost, SectionPage
from pages.models.base import BasePage

#: The names, icons and places of the menu items of our own page types; others are called after their type.
MENU_ITEMS: dict[type[BasePage], tuple[str, str, int]] = {
    GuestBlogPost: ("Posts", "doc-full", 110),
    EventPage: ("Events", "date", 120),
}


class PagesMenuItem(MenuItem):
    """A menu item for users who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return may_see_pages(request.user)


class TypeListingViewSet(PageListingViewSet):
    """The list of all pages of one type, wherever they are in the tree."""

    index_view_class = TypeIndexView
    menu_item_class = PagesMenuItem
    add_to_admin_menu = True
    list_per_page = 50

    def get_index_view_kwargs(self, **options: Any) -> dict[str, Any]:
        # The view finds them by the type.
        return {**super().get_index_view_kwargs(**options), **_LEFT_TO_THE_VIEW}


class SectionViewSet(PageViewSet):
    """Shows the pages below a section with the columns and filters of what the section shows."""

    model = SectionPage
    parent_models = [SectionPage]
    index_view_class = SectionIndexView

    def get_index_view_kwargs(self, **options: Any) -> dict[str, Any]:
        return {**super().get_index_view_kwargs(**options), **_LEFT_TO_THE_VIEW}

    def get_common_view_kwargs(self, **options: Any) -> dict[str, Any]:
        # Pages of every type can be below a section.
        return {**super().get_common_view_kwargs(**options), "model": PageViewSet.model}


_LEFT_TO_THE_VIEW = dict.fromkeys(("columns", "filterset_class"), PageViewSet.UNDEFINED)


def listing_viewsets() -> list[TypeListingViewSet]:
    """Return the list of each page type that has one."""
    viewsets = []
    for model in listed_types():
        label = str(model._meta.verbose_name_plural)
        menu_label, icon, order = MENU_ITEMS.get(model, (label.capitalize(), "doc-empty", 130))
        viewsets.append(
            TypeListingViewSet(
                f"list_{model._meta.label_lower.replace('.', '_')}",
                model=model,
                url_prefix=f"lists/{model._meta.label_lower}",
                icon=icon,
                menu_label=menu_label,
                menu_order=order,
            )
        )
    return viewsets
