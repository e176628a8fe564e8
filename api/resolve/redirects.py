"""Which redirects the public may see."""

from typing import Any

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.visibility.visibility import Visibility


def public_redirects(visibility: Visibility) -> Any:
    """Return the redirects of a site. One that leads to a page which is not public is not public itself."""
    if visibility.site is None:
        return Redirect.objects.none()
    targets = visibility.pages(Page.objects.all())
    redirects = Redirect.objects.filter(Q(site=visibility.site) | Q(site=None))
    to_page = Q(redirect_page__isnull=False, redirect_page__in=targets)
    return redirects.filter(to_page | Q(redirect_page__isnull=True, redirect_link__gt=""))
