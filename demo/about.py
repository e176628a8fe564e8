"""The page about the organization. Its facts are real; all members except the co-chairs are invented."""

import datetime

from demo.body import body, callout, heading, image, paragraphs
from demo.seeder import Seeder, in_order
from pages.models import (
    AboutDocument,
    ContactPoint,
    Figure,
    Founder,
    Leader,
    Member,
    Organization,
    OrganizationAbout,
    SocialLink,
)

MEMBER_KINDS = (
    "Consumer groups",
    "Labor unions",
    "Educator groups",
    "Human rights groups",
    "Labor rights groups",
    "Child advocacy groups",
    "Religious groups",
    "Women's groups",
)
#: Invented members, by slug.
MEMBERS_WITH_A_RECORD = ("fields-first-network", "open-bell-alliance", "lantern-institute")
#: Members without a public record.
OTHER_MEMBERS = (
    "Cedar Street Women's Guild",
    "Harbor Interfaith Council",
    "Hillside Teachers' Circle",
    "Plain Speech Human Rights Center",
)


def seed_about(seeder: Seeder, organizations: dict[str, Organization]) -> OrganizationAbout:
    """Return the live page about the organization, and create it if the site has none."""
    live = OrganizationAbout.objects.descendant_of(seeder.home).live().first()
    if live is not None:
        return live
    return seeder.page(seeder.home, OrganizationAbout, "about", lambda: _about(seeder, organizations))


def _about(seeder: Seeder, organizations: dict[str, Organization]) -> OrganizationAbout:
    library = seeder.library
    league = organizations["national-consumers-league"]
    federation = organizations["american-federation-of-teachers"]
    about = OrganizationAbout(
        title="About the coalition",
        show_in_menus=True,
        organization=organizations["child-labor-coalition"],
        tagline="For childhoods with time for school and play",
        summary="35 organizations, eight kinds of them, and one aim: that no child's work costs that child a "
        "childhood.",
        feature_image=library.image("classroom"),
        logo=library.image("emblem-coalition"),
        mission="<p>We bring together people who rarely sit at one table: those who buy, those who teach, those who "
        "organize, those who pray and those who litigate. A child who works too young is the business of all of "
        "them.</p><p>Together we do three things:</p><ul><li>we <b>look</b>: at fields, at shop floors, at the small "
        "print;</li><li>we <b>tell</b>: in plain words, with the people concerned and never over their heads;</li>"
        "<li>we <b>ask</b>: lawmakers for rules, and companies to keep them.</li></ul>",
        boilerplate="<p>The Child Labor Coalition was founded in 1989 by the National Consumers League, which "
        "co-chairs it together with the American Federation of Teachers. Its 35 members are consumer, labor union, "
        "educator, human rights, labor rights, child advocacy, religious and women's groups.</p>",
        founded_year=1989,
        member_count=35,
        member_kinds="\n".join(MEMBER_KINDS),
        address_locality="Washington",
        address_region="DC",
        address_country="US",
        body=body(
            heading("How it began"),
            paragraphs(
                "In 1989 the National Consumers League called others to its table. The thought was simple: whoever "
                "buys a thing has a part in how it was made. What began with one organization now has 35 members, "
                "and teachers share the chair."
            ),
            image(library.image("hills"), layout="wide"),
            heading("How we work"),
            paragraphs(
                "Members agree on a few aims at a time and lend each other what they have: one its researchers, "
                "another its classrooms, a third the pulpit on a Sunday morning. Nobody has to sign everything. What "
                "goes out in the coalition's name, all have read."
            ),
            callout(
                "info",
                "What is real on this site",
                "This site shows what the system behind it can do. The founding, the co-chairs, the number and the "
                "kinds of members, and the briefing of June 2017 are real. All other people, organizations, posts "
                "and events are invented, and so are all portraits.",
            ),
        ),
    )
    about.founders = in_order([Founder(organization=league)])
    about.leadership = in_order(
        [
            Leader(organization=league, role="Co-chair"),
            Leader(organization=federation, role="Co-chair"),
        ]
    )
    about.members = in_order(
        [
            Member(organization=league, since=datetime.date(1989, 1, 1)),
            Member(organization=federation),
            *(Member(organization=organizations[slug]) for slug in MEMBERS_WITH_A_RECORD),
            *(Member(name=name) for name in OTHER_MEMBERS),
        ]
    )
    about.figures = in_order(
        [
            Figure(label="Member organizations", value="35"),
            Figure(label="Kinds of members", value=str(len(MEMBER_KINDS))),
            Figure(label="Founded", value="1989"),
        ]
    )
    about.contact_points = in_order(
        [
            ContactPoint(kind=ContactPoint.Kind.GENERAL, email="hello@example.org", phone="+1 202 555 0142"),
            ContactPoint(kind=ContactPoint.Kind.PRESS, email="press@example.org"),
            ContactPoint(kind=ContactPoint.Kind.MEMBERSHIP, url="https://example.org/join/"),
            ContactPoint(kind=ContactPoint.Kind.ACCESSIBILITY, email="access@example.org"),
        ]
    )
    about.social_links = in_order(
        [
            SocialLink(platform="Mastodon", url="https://social.example.org/@coalition"),
            SocialLink(platform="YouTube", url="https://video.example.org/coalition"),
        ]
    )
    about.documents = in_order([AboutDocument(document=library.document("facts"))])
    return about
