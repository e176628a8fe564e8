"""The people of the demo content. Those with a portrait are invented."""

from dataclasses import dataclass

from demo.seeder import Seeder, in_order
from pages.models import Organization, Person, PersonLink


@dataclass(frozen=True)
class Entry:
    """The data of a person: ``organization`` is a slug, ``portrait`` a key of ``PICTURES``, ``website`` a URL."""

    name: str
    job_title: str
    organization: str = ""
    biography: str = ""
    portrait: str = ""
    website: str = ""


#: Entries by slug.
PEOPLE = {
    "kailash-satyarthi": Entry("Kailash Satyarthi", "2014 Nobel Peace laureate"),
    "jo-becker": Entry("Jo Becker", "Children's Rights Division", "human-rights-watch"),
    "kevin-willcutts": Entry("Kevin Willcutts", "Bureau of International Labor Affairs", "us-department-of-labor"),
    "delia-marsh": Entry(
        "Delia Marsh",
        "Middle school teacher",
        biography="Delia Marsh has taught science to twelve-year-olds for sixteen years, in a county where the school "
        "calendar bends around the tobacco harvest. She keeps bees, badly.",
        portrait="portrait-delia-marsh",
        website="https://delia-marsh.example.org/",
    ),
    "ines-halloran": Entry(
        "Ines Halloran",
        "Director of field research",
        "lantern-institute",
        "Ines Halloran leads the visits to farms, mills and packing sheds on which the institute's reports rest. "
        "She began as a school nurse.",
        "portrait-ines-halloran",
        "https://lantern.example.org/people/ines-halloran/",
    ),
    "samuel-adeyo": Entry(
        "Samuel Adeyo",
        "Researcher",
        "lantern-institute",
        "Samuel Adeyo follows goods backward: from the shop to the ship, the mill, the gin and the field.",
        "portrait-samuel-adeyo",
    ),
    "priya-ranganath": Entry(
        "Priya Ranganath",
        "Head of purchasing",
        "threadbare-outfitters",
        "Priya Ranganath has bought cloth on three continents and still reads every delivery note herself.",
        "portrait-priya-ranganath",
    ),
    "martin-ocampo": Entry(
        "Martín Ocampo",
        "Radio journalist",
        biography="Martín Ocampo tells stories from the highlands for a morning program that goes out at five.",
        portrait="portrait-martin-ocampo",
        website="https://ocampo.example.org/",
    ),
    "noor-haddadin": Entry(
        "Noor Haddadin",
        "Coordinator",
        "fields-first-network",
        "Noor Haddadin inspected workplaces for twelve years before she joined the network, "
        "where she trains others to look twice.",
        "portrait-noor-haddadin",
    ),
    "grace-wanjala": Entry(
        "Grace Wanjala",
        "Head teacher",
        "open-bell-alliance",
        "Grace Wanjala runs a primary school of nine hundred pupils and knows which chairs stay empty in planting "
        "time.",
        "portrait-grace-wanjala",
    ),
    "walter-brandvold": Entry(
        "Walter Brandvold",
        "Retired labor inspector",
        biography="Walter Brandvold spent thirty-one years asking to see the time sheets. "
        "He now volunteers at a legal advice desk.",
        portrait="portrait-walter-brandvold",
    ),
}


def seed_people(seeder: Seeder, organizations: dict[str, Organization]) -> dict[str, Person]:
    """Return all people by slug, and create those that are missing."""
    return {slug: _person(seeder, organizations, slug, entry) for slug, entry in PEOPLE.items()}


def _person(seeder: Seeder, organizations: dict[str, Organization], slug: str, entry: Entry) -> Person:
    def build() -> Person:
        person = Person(
            name=entry.name,
            job_title=entry.job_title,
            organization=organizations[entry.organization] if entry.organization else None,
            bio=f"<p>{entry.biography}</p>" if entry.biography else "",
            photo=seeder.library.image(entry.portrait) if entry.portrait else None,
        )
        if entry.website:
            person.links.set(in_order([PersonLink(label="Website", url=entry.website)]))
        return person

    return seeder.record(Person, slug, build)
