"""The people who wrote posts: accounts, and guest authors of Co-Authors Plus."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.export import ExportedAuthor, ExportedItem
from arrivals.wordpress.plain_names import login_slug, plain_name, plain_slug
from arrivals.wordpress.site import ExportedSite

#: The taxonomy and the post type of Co-Authors Plus, and how its slugs begin.
COAUTHOR, GUEST = "author", "guest-author"
_PREFIX = "cap-"


@dataclass(eq=False)
class _Person:
    key: str
    name: str = ""
    slugs: list[str] = field(default_factory=list)
    account: int = 0
    biography: str = ""
    photo: str = ""
    website: str = ""
    email: str = ""
    has_name: bool = True


class People:
    """The authors of posts.

    A guest author who is linked to an account, or who has its name or e-mail address, is the same person.
    """

    def __init__(self, site: ExportedSite, attachments: Attachments) -> None:
        self._site = site
        self._attachments = attachments
        self._by_login: dict[str, _Person] = {}
        self._by_slug: dict[str, _Person] = {}
        self._logins: dict[str, None] = {}
        self._terms: dict[str, str] = {}

    def declare(self, author: ExportedAuthor) -> None:
        """Note an account."""
        if author.login and author.login not in self._by_login:
            person = self._person(author.login)
            person.name = plain_name(author.name)
            person.has_name = bool(person.name)
            person.name = person.name or author.login
            person.account, person.email = author.id, author.email

    def use(self, item: ExportedItem) -> None:
        """Note who wrote a post."""
        coauthors = _coauthors(item)
        for slug, name in coauthors:
            self._terms.setdefault(slug, name)
        if not coauthors and item.creator:
            self._logins[item.creator] = None

    def finish(self, guests: Iterable[ExportedItem]) -> None:
        """Make people of all that was noted, with the posts that describe guest authors."""
        for login in self._logins:
            if login not in self._by_login:
                self._person(login).has_name = False
        for guest in guests:
            self._add_guest(guest)
        for slug, name in self._terms.items():
            if slug not in self._by_slug:
                known = self._by_login.get(name.strip()) or self._with_slug(slug) or self._named(plain_name(name))
                person = known or _Person(f"coauthor:{slug}")
                person.name = person.name or plain_name(name) or plain_slug(slug)
                self._by_slug[slug] = person
                person.slugs.append(slug)

    def of(self, item: ExportedItem) -> tuple[ArrivingParticipant, ...]:
        """Return the authors of a post: its co-authors, or else the account that it is of."""
        coauthors = [self._by_slug.get(slug) for slug, _ in _coauthors(item)]
        people = coauthors or [self._by_login.get(item.creator)]
        return tuple(dict.fromkeys(ArrivingParticipant(person=person.key) for person in people if person))

    def names_of(self, item: ExportedItem) -> str:
        """Return the name of the first author of a post, or ``""``."""
        slugs = [self._by_slug.get(slug) for slug, _ in _coauthors(item)] or [self._by_login.get(item.creator)]
        return next((person.name for person in slugs if person), "")

    def records(self) -> Iterator[ArrivingPerson]:
        """Yield those who wrote something."""
        used = [self._by_login[login] for login in self._logins if login in self._by_login]
        used += [self._by_slug[slug] for slug in self._terms]
        for person in dict.fromkeys(used):
            slugs = list(dict.fromkeys(slug for slug in person.slugs if slug))
            pages = [self._site.url(f"author/{slug}/") for slug in slugs]
            by_id = [self._site.url(f"?author={person.account}")] if person.account else []
            notes = () if person.has_name else ("Only the name of the account is known.",)
            yield ArrivingPerson(
                key=person.key[:255],
                name=person.name,
                slug=plain_slug(slugs[0]) if slugs else "",
                biography=person.biography,
                photo=person.photo,
                links=(("Website", person.website),) if person.website else (),
                old_addresses=(*pages, *(f"{page}feed/" for page in pages), *by_id),
                notes=notes,
            )

    def _person(self, login: str) -> _Person:
        person = _Person(f"author:{login}", login, [login_slug(login)])
        self._by_login[login] = person
        return person

    def _with_slug(self, slug: str) -> _Person | None:
        return next((person for person in self._by_login.values() if slug in person.slugs), None)

    def _named(self, name: str) -> _Person | None:
        people = (*self._by_login.values(), *self._by_slug.values())
        return next((person for person in people if name and person.name.casefold() == name.casefold()), None)

    def _add_guest(self, guest: ExportedItem) -> None:
        name = plain_name(guest.meta("cap-display_name") or guest.title)
        email = guest.meta("cap-user_email").casefold()
        same_email = (person for person in self._by_login.values() if email and person.email == email)
        person = (
            self._by_login.get(guest.meta("cap-linked_account"))
            or next(same_email, None)
            or self._named(name)
            or _Person(f"coauthor:{guest.slug.removeprefix(_PREFIX)}", name, email=email)
        )
        if not person.has_name:
            person.name, person.has_name = name, True
        for slug in (guest.slug, guest.meta("cap-user_login")):
            slug = slug.removeprefix(_PREFIX)
            if slug and slug not in self._by_slug:
                self._by_slug[slug] = person
                person.slugs.append(slug)
        website = guest.meta("cap-website")
        person.website = website if website.startswith(("http://", "https://")) else ""
        person.biography = person.biography or guest.meta("cap-description")
        person.photo = person.photo or self._attachments.address_of(guest.number("_thumbnail_id"))


def _coauthors(item: ExportedItem) -> list[tuple[str, str]]:
    return [(slug.removeprefix(_PREFIX), name) for taxonomy, slug, name in item.terms if taxonomy == COAUTHOR]
