"""What a preview depends on beside its draft: where the page is, who may see it, and whether it is published."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.previews.tokens import token_hash


@dataclass(frozen=True)
class PageState:
    """The state of a page, and of the account that previews it, at one moment."""

    #: The key of the parent of a page that was never saved, which has the restrictions of the parent.
    parent: int | None
    is_public: bool
    published_at: str | None
    #: The key and type of each view restriction of the page or of a page above it.
    restrictions: list[list[Any]]
    #: A hash that changes with the password of the account.
    password: str

    def stored(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return asdict(self)


def current_page(page: Page, parent: int | None = None) -> Page | None:
    """Return the page of a draft as it is now, or the parent of an unsaved page; ``None`` if it is gone. One query.

    ``parent`` is the key of that parent; without it, the place in memory counts.
    """
    if page.pk is not None:
        return Page.objects.filter(pk=page.pk).first()
    if parent is not None:
        return Page.objects.filter(pk=parent).first()
    return Page.objects.filter(path=page.path[: -Page.steplen]).first()


def page_state(page: Page, current: Page, user: Any) -> PageState:
    """Return the state of the page of a draft, of which ``current_page`` has returned ``current``. One query."""
    is_saved = page.pk is not None
    is_over = current.expire_at is not None and current.expire_at <= timezone.now()
    published_at = current.last_published_at if is_saved else None
    return PageState(
        parent=None if is_saved else current.pk,
        is_public=is_saved and current.live and not is_over,
        published_at=published_at.isoformat() if published_at else None,
        restrictions=_restrictions(current.path),
        password=token_hash(user.password),
    )


def _restrictions(path: str) -> list[list[Any]]:
    """Return the view restrictions at a place of the tree, in a fixed order."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    restrictions = PageViewRestriction.objects.filter(page__path__in=above).order_by("pk")
    return [list(row) for row in restrictions.values_list("pk", "restriction_type")]


#: What is never typed into the form of a page: a draft has it as it was when it was stored.
_CURRENT = (
    *("path", "depth", "numchild", "url_path", "owner_id", "live", "expired"),
    *("first_published_at", "last_published_at"),
)


def put_in_place(page: Page, current: Page) -> None:
    """Give a draft the place that its page has now; ``current`` is what ``current_page`` has returned."""
    if page.pk is not None:
        for name in _CURRENT:
            setattr(page, name, getattr(current, name))
    else:
        page.path, page.depth = current.path + page.path[-Page.steplen :], current.depth + 1
        page.set_url_path(current)
