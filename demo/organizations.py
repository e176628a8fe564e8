"""The organizations of the demo content."""

from dataclasses import dataclass

from demo.seeder import Seeder
from pages.models import Organization

Kind = Organization.Kind


@dataclass(frozen=True)
class Entry:
    """The data of an organization; ``emblem`` is a key of ``PICTURES``."""

    name: str
    kind: Kind
    description: str = ""
    short_name: str = ""
    url: str = ""
    emblem: str = ""


#: Entries by slug. Those with a URL are invented, except the first.
ORGANIZATIONS = {
    "child-labor-coalition": Entry(
        "Child Labor Coalition",
        Kind.COALITION,
        "35 organizations that work together so that children can be at school, at play and at rest.",
        "CLC",
        "https://example.org/",
        "emblem-coalition",
    ),
    "national-consumers-league": Entry(
        "National Consumers League",
        Kind.NONPROFIT,
        "Founded the Child Labor Coalition in 1989 and co-chairs it.",
    ),
    "american-federation-of-teachers": Entry(
        "American Federation of Teachers", Kind.UNION, "Co-chairs the Child Labor Coalition."
    ),
    "human-rights-watch": Entry("Human Rights Watch", Kind.NONPROFIT),
    "us-department-of-labor": Entry("US Department of Labor", Kind.GOVERNMENT),
    "alliance-to-end-slavery-and-trafficking": Entry("Alliance to End Slavery and Trafficking", Kind.COALITION),
    "kailash-satyarthi-childrens-foundation": Entry("Kailash Satyarthi Children's Foundation", Kind.FOUNDATION),
    "congressional-caucus-on-human-trafficking": Entry("Congressional Caucus on Human Trafficking", Kind.OTHER),
    "lantern-institute": Entry(
        "Lantern Institute for Fair Work",
        Kind.NONPROFIT,
        "An invented institute that studies who does which work, at what age and for what pay.",
        "Lantern",
        "https://lantern.example.org/",
        "emblem-steps",
    ),
    "fields-first-network": Entry(
        "Fields First Network",
        Kind.NONPROFIT,
        "An invented network of people who worked on farms as children and speak for those who do today.",
        url="https://fields-first.example.org/",
        emblem="emblem-leaves",
    ),
    "threadbare-outfitters": Entry(
        "Threadbare Outfitters",
        Kind.COMPANY,
        "An invented clothing company that prints the name of every mill on its labels.",
        url="https://threadbare.example.org/",
    ),
    "open-bell-alliance": Entry(
        "Open Bell Alliance",
        Kind.NONPROFIT,
        "An invented alliance of parents, teachers and head teachers in East Africa.",
        url="https://open-bell.example.org/",
        emblem="emblem-rings",
    ),
}


def seed_organizations(seeder: Seeder) -> dict[str, Organization]:
    """Return all organizations by slug, and create those that are missing."""
    return {slug: _organization(seeder, slug, entry) for slug, entry in ORGANIZATIONS.items()}


def _organization(seeder: Seeder, slug: str, entry: Entry) -> Organization:
    return seeder.record(
        Organization,
        slug,
        lambda: Organization(
            name=entry.name,
            short_name=entry.short_name,
            kind=entry.kind,
            url=entry.url,
            description=f"<p>{entry.description}</p>" if entry.description else "",
            logo=seeder.library.image(entry.emblem) if entry.emblem else None,
        ),
    )
