"""The list of a site's pages for language models, in the form of llmstxt.org."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from api.content.event_status import status_label
from api.entries.printable import printable
from api.formats.markdown_paths import markdown_path
from api.registry.page_types import endpoints, page_types, served_types
from api.resolve.sitemap import indexed_pages
from api.rich_text.markdown_inline import markdown_text
from api.tags.dependencies import depend_on_lists
from pages.models import SectionPage
from pages.models.base import BasePage
from pages.visibility.paths import SiteRoot
from pages.visibility.visibility import Visibility

#: The most pages of one type and language that are listed: models read all of the list before they choose.
MOST_PAGES = 50
#: The API fields of a page in the list.
LISTED_FIELDS = ("html_path", "title", "listing")


@dataclass(frozen=True)
class Group:
    """Pages of some types in one language, the newest or first ones, and the title above them."""

    title: str
    models: Sequence[type[BasePage]]
    keys: Sequence[int]


class SiteGuide:
    """What the guide to the site of ``visibility`` lists: pages that search engines may show, by language and type."""

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        depend_on_lists(Page)

    def groups(self) -> list[Group]:
        """Return the groups that have pages: plain pages first, in the order of the tree, then each type's newest."""
        roots = self.visibility.paths.own_roots
        titles = self._section_titles(roots)
        plain = [model for model, page_type in page_types().items() if not page_type.endpoint]
        found = []
        for endpoint, models in {"": plain, **{name: [model] for name, model in endpoints().items()}}.items():
            order = ("-first_published_at", "-pk") if endpoint else ("path",)
            for root in roots:
                title = titles.get((root.language_code, endpoint)) or _title(models[0] if endpoint else Page)
                language = f" ({root.language_code})" if len(roots) > 1 else ""
                found.append(Group(title + language, models, self._keys(models, root, roots, order)))
        return [group for group in found if group.keys]

    def _keys(
        self, models: Sequence[type[BasePage]], root: SiteRoot, roots: Sequence[SiteRoot], order: Sequence[str]
    ) -> Sequence[int]:
        served_as = [own for own, registered in served_types().items() if registered in models]
        indexed: Any = indexed_pages(self.visibility)
        pages = indexed.exact_type(*served_as).filter(path__startswith=root.tree_path)
        for other in roots:
            # The root of one language may be below that of another.
            if other is not root and other.tree_path.startswith(root.tree_path):
                pages = pages.exclude(path__startswith=other.tree_path)
        return list(pages.order_by(*order).values_list("pk", flat=True)[:MOST_PAGES])

    def _section_titles(self, roots: Sequence[SiteRoot]) -> Mapping[tuple[str, str], str]:
        """Return the titles of the first sections in the tree, by language and by what they show."""
        sections = self.visibility.pages(SectionPage.objects.exclude(shows="")).order_by("-path")
        return {
            (root.language_code, shows): title
            for path, shows, title in sections.values_list("path", "shows", "title")
            for root in roots
            if root.holds(path)
        }


def write_site_guide(
    name: str, about: str, url: str, api_url: str, groups: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
) -> str:
    """Return the guide as Markdown.

    ``url`` is that of the frontend without a final slash, and ``groups`` have the ``LISTED_FIELDS`` of pages as the API
    serves them, under titles.
    """
    return "\n".join(printable(list(_lines(name, about, url, api_url, groups)))) + "\n"


def _lines(
    name: str, about: str, url: str, api_url: str, groups: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
) -> Iterator[str]:
    yield f"# {markdown_text(name)}"
    if about:
        yield from ("", f"> {markdown_text(about)}")
    yield from ("", "Each link leads to a page as Markdown. Without the ending `.md` it is the page itself.")
    for title, pages in groups:
        yield from ("", f"## {markdown_text(title)}", "")
        for page in pages:
            listing = page["listing"]
            notes = [status_label(listing["status"]), listing["date"], listing["summary"]]
            told = ". ".join(markdown_text(note.rstrip(".")) for note in notes if note)
            address = url + markdown_path(page["meta"]["html_path"])
            yield f"- [{markdown_text(listing['title'] or page['title'])}]({address})" + (f": {told}" if told else "")
    yield from ("", "## Optional", "")
    yield f"- [All addresses]({url}/sitemap.xml): the sitemap"
    yield f"- [API]({api_url}): everything as JSON, described in OpenAPI, with search"


def _title(model: type[Page]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()
