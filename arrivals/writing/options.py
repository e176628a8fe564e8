"""What an import is asked to do."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from pages.models import User


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """What is to become of the records of a source.

    Pages go below the sections of ``site`` that list posts and events and below its home page, or below the pages
    given. With ``publish``, what is public in the source is published, as far as the publishing rules allow.
    ``undescribed_are_decorative`` and ``may_download`` are those of ``Library``. ``user`` owns what is made;
    with ``within_permissions``, nothing is done that ``user`` may not do by hand.
    """

    site: Site
    publish: bool = False
    undescribed_are_decorative: bool = False
    may_download: bool = True
    posts_below: Page | None = None
    events_below: Page | None = None
    pages_below: Page | None = None
    user: User | None = None
    within_permissions: bool = False
