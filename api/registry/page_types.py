"""The page types that the API serves, each with its serializer. A new one is one line here, or one ``register``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.models import Page

from api.lists.filterset import COMMON, FilterSet
from api.serializers.event_page import EventPageSerializer
from api.serializers.guest_blog_post import GuestBlogPostSerializer
from api.serializers.home_page import HomePageSerializer, SectionPageSerializer
from api.serializers.organization_about import OrganizationAboutSerializer
from api.serializers.page import FullPageSerializer
from pages.models import EventPage, GuestBlogPost, HomePage, OrganizationAbout, SectionPage
from pages.models.base import BasePage


@dataclass(frozen=True)
class PageType:
    """How pages of a type are served.

    ``endpoint`` names the list and the feeds of this type alone, such as ``posts`` for ``/api/v2/posts/`` and
    ``/feeds/posts.rss``; without it, pages of the type are in ``/api/v2/pages/`` only. ``order`` is that of the list,
    written as its ``order`` parameter takes it.
    """

    serializer: type[FullPageSerializer]
    endpoint: str = ""
    order: str = "-first_published_at"


_PAGE_TYPES: dict[type[BasePage], PageType] = {
    HomePage: PageType(HomePageSerializer),
    SectionPage: PageType(SectionPageSerializer),
    GuestBlogPost: PageType(GuestBlogPostSerializer, "posts", "-published_on"),
    EventPage: PageType(EventPageSerializer, "events", "starts_at"),
    OrganizationAbout: PageType(OrganizationAboutSerializer),
}
_read = False


def register_page_type(model: type[BasePage], page_type: PageType) -> None:
    """Serve pages of a type from another application. Call it in that application's ``AppConfig.ready``.

    Raises ``ValueError`` for a type that is served already or an endpoint that is taken, and ``RuntimeError`` when the
    addresses of the API have been made.
    """
    if _read:
        raise RuntimeError(f"{model.__name__} is registered too late: call register in AppConfig.ready.")
    taken = {known.endpoint for known in _PAGE_TYPES.values()} - {""}
    if model in _PAGE_TYPES or page_type.endpoint in taken:
        raise ValueError(f"{model.__name__} or the endpoint “{page_type.endpoint}” is registered already.")
    _PAGE_TYPES[model] = page_type


def page_types() -> dict[type[BasePage], PageType]:
    """Return every page type that is served, in a stable order. From then on none can be registered."""
    global _read
    _read = True
    return dict(_PAGE_TYPES)


def endpoints() -> dict[str, type[BasePage]]:
    """Return the page types that have an endpoint of their own, by its name."""
    return {page_type.endpoint: model for model, page_type in page_types().items() if page_type.endpoint}


def serializer_for(page: Page | type[Page]) -> type[FullPageSerializer]:
    """Return the serializer class of a page or a page type. Raises ``KeyError`` for a type that is not served."""
    return _PAGE_TYPES[page if isinstance(page, type) else type(page)].serializer


def filtersets_of(types: Iterable[type[Page]]) -> dict[type[Page], FilterSet]:
    """Return what each type can be filtered and ordered by; ``Page`` by what every page has."""
    return {model: COMMON if model is Page else serializer_for(model).filterset for model in types}


def page_model(label: str) -> type[Page] | None:
    """Return the page type of a name such as ``pages.EventPage``, ``Page`` for all, or ``None`` for an unknown one.

    As with Django's model names, case counts before the dot and not after it.
    """
    known = {model._meta.label_lower: model for model in _all()}
    app_label, _, name = label.partition(".")
    return known.get(f"{app_label}.{name.lower()}")


def page_type_names() -> list[str]:
    """Return the names that ``type`` takes."""
    return [model._meta.label for model in _all()]


def in_order(models: Iterable[type[Page]]) -> list[type[Page]]:
    """Return page types each once, in an order of their own, whatever the order they were named in."""
    named = set(models)
    return [model for model in _all() if model in named]


def _all() -> Sequence[type[Page]]:
    return [Page, *page_types()]
