"""Which serializer gives the JSON of which page type. A new page type needs one line here."""

from collections.abc import Iterable

from wagtail.models import Page

from api.serializers.event_page import EventPageSerializer
from api.serializers.guest_blog_post import GuestBlogPostSerializer
from api.serializers.home_page import HomePageSerializer, SectionPageSerializer
from api.serializers.organization_about import OrganizationAboutSerializer
from api.serializers.page import FullPageSerializer
from pages.models import EventPage, GuestBlogPost, HomePage, OrganizationAbout, SectionPage
from pages.models.base import BasePage

PAGE_SERIALIZERS: dict[type[BasePage], type[FullPageSerializer]] = {
    HomePage: HomePageSerializer,
    SectionPage: SectionPageSerializer,
    GuestBlogPost: GuestBlogPostSerializer,
    EventPage: EventPageSerializer,
    OrganizationAbout: OrganizationAboutSerializer,
}


def serializer_for(page: Page | type[Page]) -> type[FullPageSerializer]:
    """Return the serializer class of a page or a page type. Raises ``KeyError`` for a type that is not served."""
    return PAGE_SERIALIZERS[page if isinstance(page, type) else type(page)]


def page_model(label: str) -> type[Page] | None:
    """Return the page type of a name such as ``pages.EventPage``, ``Page`` for all, or ``None`` for an unknown one.

    As with Django's model names, case counts before the dot and not after it.
    """
    known = {model._meta.label_lower: model for model in (Page, *PAGE_SERIALIZERS)}
    app_label, _, name = label.partition(".")
    return known.get(f"{app_label}.{name.lower()}")


def page_type_names() -> list[str]:
    """Return the names that ``type`` takes."""
    return [Page._meta.label, *(model._meta.label for model in PAGE_SERIALIZERS)]


def in_order(models: Iterable[type[Page]]) -> list[type[Page]]:
    """Return page types each once, in an order of their own, whatever the order they were named in."""
    named = set(models)
    return [model for model in (Page, *PAGE_SERIALIZERS) if model in named]
