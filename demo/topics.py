"""The topics of the demo content."""

from demo.seeder import Seeder
from pages.models import Topic

#: Maps slugs to names and descriptions.
TOPICS = {
    "agriculture": ("Agriculture", "Children who work in fields, orchards and packing sheds."),
    "education": ("Education", "What keeps children in school, and what brings them back."),
    "supply-chains": ("Supply chains", "How goods travel from the first hand to the last, and who looks on the way."),
    "law-and-enforcement": ("Law and enforcement", "Rules, inspections, and what happens after somebody reports."),
    "young-voices": ("Young voices", "What those say who worked as children."),
}


def seed_topics(seeder: Seeder) -> dict[str, Topic]:
    """Return all topics by slug, and create those that are missing."""
    topics = {}
    for slug, (name, description) in TOPICS.items():
        topics[slug], created = Topic.objects.get_or_create(
            slug=slug, defaults={"name": name, "description": description}
        )
        seeder.created += created
    return topics
