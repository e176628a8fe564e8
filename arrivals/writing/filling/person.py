"""Fills people."""

from arrivals.records.person import ArrivingPerson
from arrivals.writing.fitting import set_fields
from arrivals.writing.transfer import Transfer
from pages.models import Person, PersonLink


def fill_person(person: Person, record: ArrivingPerson, transfer: Transfer) -> None:
    """Fill a person from a record."""
    transfer.set_fields(person, name=record.name, job_title=record.job_title)
    person.organization = transfer.ledger.object(record.organization)
    person.bio = transfer.rich_text(record.biography)
    person.photo = transfer.image(record.photo, "portrait")
    links = []
    for position, (label, url) in enumerate(record.links):
        link = PersonLink(sort_order=position)
        if refused := set_fields(link, {"label": label, "url": url}):
            transfer.sentences += refused
        else:
            links.append(link)
    person.links.set(links)
