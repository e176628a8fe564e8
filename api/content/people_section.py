"""Where a frontend shows people: below the public sections that list them."""

from urllib.parse import quote, unquote

from api.tags.dependencies import depend_on_lists
from pages.models import Person, SectionPage
from pages.visibility.visibility import Visibility


def people_paths(visibility: Visibility) -> list[str]:
    """Return the paths of those sections on their frontend, the one that counts where only one can first. One query."""
    if visibility.site is None:
        return []
    depend_on_lists(SectionPage)
    sections = visibility.pages(SectionPage.objects.filter(shows=SectionPage.Shows.PEOPLE)).only("path", "url_path")
    in_order = sorted(sections, key=lambda section: visibility.paths.own_order(section.path))
    return [path for section in in_order if (path := visibility.paths.html_path(section))]


def person_path(section_path: str, person: Person) -> str:
    """Return the path of a person below a section."""
    return f"{section_path}{quote(person.slug)}/"


def person_at(path: str, visibility: Visibility) -> Person | None:
    """Return the public person at a path of the frontend, which may lack its final slash and be percent-encoded."""
    asked = "/".join(filter(None, unquote(path).split("/")))
    section, _, slug = asked.rpartition("/")
    if not section or not slug or f"/{section}/" not in map(unquote, people_paths(visibility)):
        return None
    person: Person | None = visibility.records(Person.objects.filter(slug=slug)).first()
    return person
