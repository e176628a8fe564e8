"""The page in the admin that lists links which lead nowhere."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem

from links.models import CheckedLink, LinkUse
from pages.editor.admin_page import AdminPageView

State = CheckedLink.State

_SHOWN = 50
#: Of each link, as many places as anybody would correct by hand.
_PLACES = 20


def may_see_links(user: Any) -> bool:
    """Return whether a user may see the report: everybody who may edit pages."""
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))


class LinksView(AdminPageView):
    """Links to other sites that are broken or in another state, each with the places that have it."""

    template_name = "links/report.html"
    page_title = "Broken links"
    header_icon = "link"

    def may_see(self, user: Any) -> bool:
        return may_see_links(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", State.BROKEN)
        if state not in State.values:
            state = State.BROKEN
        links = CheckedLink.objects.filter(state=state).order_by("failing_since", "host", "url")
        page = Paginator(links, _SHOWN).get_page(self.request.GET.get("p"))
        uses = LinkUse.objects.filter(link__in=list(page)).select_related("content_type").order_by("pk")
        counts = dict(CheckedLink.objects.values_list("state").annotate(Count("pk")))
        finder = AdminURLFinder(self.request.user)
        places: dict[int, list[tuple[LinkUse, str]]] = {}
        for use in uses:
            known = places.setdefault(use.link_id, [])
            # Only places that the user may edit: of others, not even titles are shown.
            if len(known) < _PLACES and use.object and (url := finder.get_edit_url(use.object)):
                known.append((use, f"{url}#block-{use.block_id}-section" if use.block_id else url))
        return {
            **super().get_context_data(**context),
            "rows": [(link, places.get(link.pk, []), archived(link)) for link in page],
            "page": page,
            "state": state,
            "states": [(one, counts.get(one, 0)) for one in State],
        }


def archived(link: CheckedLink) -> str:
    """Return where the Internet Archive shows the copy of an address from about when it last worked."""
    when = f"{link.failing_since:%Y%m%d}" if link.failing_since else ""
    return f"https://web.archive.org/web/{when}/{quote(link.url, safe=':/?&=%#@!$+,;~*')}"


class LinksMenuItem(MenuItem):
    """Shown to those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_links(request.user)
