"""Whom a search is about."""

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from pages.accounts.user import User
from pages.models import Organization, Person
from pages.models.organization_about_rows import SocialLink
from pages.records.former_slug import FormerSlug
from pages.records.person import PersonLink
from pages.search.words import fold
from privacy.matching.spellings import Spellings


class NoSubject(Exception):
    """Raised if nobody, or more than one, is meant; its text is a sentence."""


@dataclass(frozen=True)
class Subject:
    """A person by their record, if there is one, and by all spellings of their name."""

    name: str
    spellings: Spellings
    key: int | None = None
    slug: str = ""

    @property
    def digest(self) -> str:
        """A keyed hash of the name: from it nobody without the secret key learns whom it is about."""
        return hmac.new(settings.SECRET_KEY.encode(), f"erasure {fold(self.name)}".encode(), hashlib.sha256).hexdigest()

    @property
    def person(self) -> Person | None:
        """The record as it is now."""
        return Person.objects.filter(pk=self.key).first() if self.key is not None else None

    def accounts(self) -> list[User]:
        """Return the accounts that name the person, by their name or their e-mail address."""
        return [
            user
            for user in User.objects.order_by("pk")
            if any(self.spellings.find(text) for text in (user.get_full_name(), user.email))
        ]


def find_subject(wanted: str, also: Iterable[str] = ()) -> Subject:
    """Return whom a number, slug or name means. ``also`` are further spellings, e-mail addresses and URLs.

    Without a record of that name, it is somebody who is only named in texts. Raise ``NoSubject`` if a number leads
    nowhere or several records have the name, and ``TooShort`` for a name that would be found everywhere.
    """
    wanted = wanted.strip()
    if wanted.isdecimal():
        person = Person.objects.filter(pk=int(wanted)).first()
        if person is None:
            raise NoSubject(f"There is no person with the number {wanted}.")
        return subject_of(person, also)
    people = list(Person.objects.filter(Q(slug=wanted) | Q(name__iexact=wanted)).order_by("pk"))
    if len(people) > 1:
        numbers = ", ".join(str(person.pk) for person in people)
        raise NoSubject(f"Several people are called “{wanted}”. Say which by number: {numbers}.")
    if people:
        return subject_of(people[0], also)
    names, addresses = _sorted_out([wanted, *also])
    if not names:
        raise NoSubject("Say the name of the person, and e-mail addresses with --also.")
    return Subject(names[0], Spellings(names, addresses))


def subject_of(person: Person, also: Iterable[str] = ()) -> Subject:
    """Return the subject of a record: its name and slugs, those of its drafts and its own addresses."""
    names, addresses = _sorted_out(also)
    drafts = [revision.content for revision in person.revisions if isinstance(revision.content, dict)]
    written = [str(draft.get(field) or "") for draft in drafts for field in ("name", "slug")]
    former = FormerSlug.objects.filter(kind=Person._meta.label_lower, record_id=person.pk)
    slugs = former.values_list("slug", flat=True)
    all_names = [person.name, *names, person.slug, *slugs, *filter(_is_telling, written)]
    links = [link.url for link in person.links.all()]
    return Subject(person.name, Spellings(all_names, [*addresses, *_own(links, person)]), person.pk, person.slug)


def namesakes(subject: Subject) -> list[Person]:
    """Return the other people of the same name, from whom no search can tell the person apart."""
    others = Person.objects.exclude(pk=subject.key) if subject.key is not None else Person.objects.all()
    return [person for person in others.only("name", "slug") if subject.spellings.is_whole(person.name)]


def _sorted_out(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return names, and e-mail addresses and URLs."""
    names: list[str] = []
    addresses: list[str] = []
    for text in filter(None, (text.strip() for text in texts)):
        (addresses if "@" in text or "://" in text else names).append(text)
    return names, addresses


def _is_telling(text: str) -> bool:
    """Return whether a text is a name, and not a key that copies of records get."""
    try:
        uuid.UUID(text)
    except ValueError:
        return len(text.strip()) >= 4
    return False


def _own(links: list[str], person: Person) -> list[str]:
    """Return the links that no organization and no other person has."""
    shared = {
        *Organization.objects.filter(url__in=links).values_list("url", flat=True),
        *SocialLink.objects.filter(url__in=links).values_list("url", flat=True),
        *PersonLink.objects.filter(url__in=links).exclude(person=person).values_list("url", flat=True),
    }
    return [link for link in links if link not in shared]
