"""The home page."""

from collections.abc import Sequence

from wagtail.models import Page

from demo.body import body, call_to_action, heading, paragraphs, people, quote
from demo.seeder import Seeder, in_order, link_to, publish
from pages.models import OrganizationAbout, Person
from pages.models.home_page import HomePageFeatured


def seed_home(
    seeder: Seeder,
    about: OrganizationAbout,
    featured: Sequence[Page],
    writers: Sequence[Person],
    take_action: Page,
) -> None:
    """Fill and publish the home page. A home page with a revision has already been edited and is left unchanged."""
    home = seeder.home
    if home.latest_revision_id is not None:
        return
    home.title = "Child Labor Coalition"
    home.subtitle = "Every child has better things to do"
    home.summary = "35 organizations against child labor: teachers, shoppers, unions, congregations. Read, come, write."
    home.feature_image = seeder.library.image("hills")
    home.featured = in_order(HomePageFeatured(page=page) for page in featured)
    home.body = body(
        paragraphs(
            "A child who works too young rarely works alone. There is a buyer who did not ask, a rule that nobody "
            "checks, a school that is too far or too full. Each of these can be changed by somebody, and most of "
            f"them by somebody you could meet. {link_to(about, 'We are 35 organizations')} that introduce those "
            "people to each other."
        ),
        quote("Noticing is how it starts.", "Martín Ocampo", "Radio journalist"),
        heading("Who writes here"),
        people(*writers),
        call_to_action("You have five minutes, an hour or a morning?", "", page=take_action.pk),
    )
    publish(home)
    seeder.created += 1
