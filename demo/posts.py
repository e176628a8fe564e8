"""More guest posts: by two authors, translated, corrected, and an interview."""

import datetime
from collections.abc import Callable

from wagtail.models import Page

from demo import body as blocks
from demo.documents import SHED_VISITS
from demo.guest_post import DISCLAIMER
from demo.seeder import Seeder, in_order, link_to
from pages.models import GuestBlogPost, Person, PostAuthor, PostCorrection, PostRelatedPage, Topic

Role = PostAuthor.Role


def seed_posts(
    seeder: Seeder,
    section: Page,
    guest_post: GuestBlogPost,
    people: dict[str, Person],
    topics: dict[str, Topic],
) -> dict[str, GuestBlogPost]:
    """Return the posts by slug, and create those that are missing."""
    posts: dict[str, GuestBlogPost] = {}
    builders: dict[str, Callable[[], GuestBlogPost]] = {
        "the-bus-that-waits": lambda: _translation(seeder, people, topics),
        "a-shirt-read-backward": lambda: _two_authors(seeder, people, topics),
        "three-winters-of-counting": lambda: _corrected(seeder, people, topics, guest_post),
        "look-at-the-coats": lambda: _conversation(seeder, people, topics, [guest_post, *posts.values()]),
    }
    for slug, build in builders.items():
        posts[slug] = seeder.page(section, GuestBlogPost, slug, build)
    return posts


def _translation(seeder: Seeder, people: dict[str, Person], topics: dict[str, Topic]) -> GuestBlogPost:
    post = GuestBlogPost(
        title="The bus that waits",
        summary="A driver in the highlands lets the engine run for four minutes at an empty stop. A radio story "
        "about what those four minutes are for.",
        intro="<p>At twenty to six the bus stops where nobody stands. The driver, Don Eusebio, switches off the "
        "radio so that he can hear steps.</p>",
        published_on=seeder.today - datetime.timedelta(19),
        original_title="El autobús que espera",
        original_url="https://ocampo.example.org/el-autobus-que-espera/",
        original_published_on=seeder.today - datetime.timedelta(64),
        canonical_url="https://ocampo.example.org/el-autobus-que-espera/",
        feature_image=seeder.library.image("school-bus"),
        disclaimer=DISCLAIMER,
        body=blocks.body(
            blocks.paragraphs(
                "Above the stop there is coffee, on slopes so steep that one picks with one hand and holds on with "
                "the other. The picking begins before light. Two sisters work there until they hear the horn; then "
                "they run down, wash at the pipe, and climb in with wet hair.",
                "The timetable knows nothing of this. The timetable gives that stop no minutes at all.",
            ),
            blocks.quote(
                "I have been early everywhere for thirty years. It turns out that I was saving up.",
                "Eusebio Tiul",
                "School bus driver",
            ),
            blocks.heading("Four minutes, twice a day"),
            blocks.paragraphs(
                "The other children complained, for a week. Then somebody started to keep the two seats at the "
                "front free, because of the wet hair and the heater. Then the teacher moved the first lesson. "
                "Nobody ordered any of it, and nobody has written it down until now.",
                "It is not a solution. The solution is that the sisters sleep until the horn. But a village that "
                "waits four minutes has noticed something, and noticing is how it starts.",
            ),
        ),
    )
    post.authors = in_order(
        [
            PostAuthor(person=people["martin-ocampo"], role=Role.AUTHOR),
            PostAuthor(name="Judith Applegarth", role=Role.TRANSLATOR, byline="From the Spanish"),
        ]
    )
    post.topics = [topics["education"], topics["agriculture"]]
    post.tags.add("coffee", "school bus", "radio")
    return post


def _two_authors(seeder: Seeder, people: dict[str, Person], topics: dict[str, Topic]) -> GuestBlogPost:
    post = GuestBlogPost(
        title="A shirt, read backward",
        subtitle="From the shelf to the field in five questions",
        summary="A researcher and a buyer follow one plain shirt to where it began. They agree about almost nothing "
        "except the order in which to ask.",
        intro="<p>One of us studies supply chains, the other signs the orders that make them. We met in an argument "
        "and decided to have it in public.</p>",
        published_on=seeder.today - datetime.timedelta(33),
        feature_image=seeder.library.image("warehouse"),
        disclaimer=DISCLAIMER,
        body=blocks.body(
            blocks.heading("Where everybody starts"),
            blocks.paragraphs(
                "A company that asks only its own supplier learns about a sewing floor, which is usually clean on "
                "the day of the visit. The cotton was picked four owners earlier. Each of the four can say, "
                "truthfully, that nobody asked."
            ),
            blocks.heading("Five questions, from near to far"),
            blocks.table(
                [
                    ["Whom to ask", "What to ask", "A good answer"],
                    ["The shop", "Who made this?", "A name, not a country"],
                    ["The sewing floor", "Who sells you the cloth?", "An invoice"],
                    ["The mill", "Which gins deliver to you?", "A list that changes with the season"],
                    ["The gin", "How do you know the age of those who pick?", "“We go and look”"],
                    ["The farm", "When does school begin here?", "An hour, at once"],
                ],
                "Each question needs the answer to the one before.",
            ),
            blocks.callout(
                "success",
                "The shortest test we know",
                "If the person in front of you can tell when the nearest school begins, you are close enough to the "
                "field.",
            ),
            blocks.heading("Where we disagree"),
            blocks.paragraphs(
                "<b>Samuel:</b> A buyer who leaves at the first bad answer takes the wages along. Stay, and make "
                "the next order depend on the repair.",
                "<b>Priya:</b> A buyer who never leaves is not believed. I stay twice. The third time I go, and I "
                "say where to and why.",
            ),
            blocks.image(
                seeder.library.image("notebook"), caption="The argument, as written down by one of its parties."
            ),
        ),
    )
    post.authors = in_order(
        [
            PostAuthor(person=people["samuel-adeyo"], role=Role.AUTHOR),
            PostAuthor(person=people["priya-ranganath"], role=Role.CO_AUTHOR),
        ]
    )
    post.topics = [topics["supply-chains"]]
    post.tags.add("cotton", "clothing", "purchasing")
    return post


def _corrected(
    seeder: Seeder, people: dict[str, Person], topics: dict[str, Topic], guest_post: GuestBlogPost
) -> GuestBlogPost:
    library = seeder.library
    post = GuestBlogPost(
        title="Three winters of counting",
        summary="We visited the same packing sheds three winters in a row. The number that changed most was not the "
        "one we had gone to count.",
        intro="<p>A packing shed in January is loud, wet and bright. You count quickly there, because your pencil "
        "freezes.</p>",
        published_on=seeder.today - datetime.timedelta(58),
        updated_on=seeder.today - datetime.timedelta(41),
        feature_image=library.image("notebook"),
        disclaimer=DISCLAIMER,
        body=blocks.body(
            blocks.paragraphs(
                "We came to count children. That is harder than it sounds: on a day with visitors there are fewer of "
                "them. So in the second winter we began to count something that nobody thinks of hiding, the rota on "
                "the wall."
            ),
            blocks.table(SHED_VISITS, "What we found, season by season."),
            blocks.paragraphs(
                "Where the last shift ended early enough for a pupil's evening, there were fewer pupils in the shed. "
                "It is a small count in one valley, and we would not build a law on it. We might build a fourth "
                "winter on it."
            ),
            blocks.document(library.document("sheds"), "All counts as a table, to check and to reuse."),
            blocks.heading("What the numbers leave out"),
            blocks.paragraphs(
                "Nobody in this table has a face. For that, read "
                f"{link_to(guest_post, 'what a teacher saw')} at the other end of the same morning."
            ),
            blocks.people(people["ines-halloran"], people["samuel-adeyo"]),
        ),
    )
    post.authors = in_order([PostAuthor(person=people["ines-halloran"], role=Role.AUTHOR)])
    post.corrections = in_order(
        [
            PostCorrection(
                date=seeder.today - datetime.timedelta(41),
                text="An earlier version gave 21 sheds for the second winter. There were 22; one had been filed "
                "under its former name. The other numbers did not change.",
            ),
            PostCorrection(
                date=seeder.today - datetime.timedelta(52),
                text="The caption of the table named the wrong month for the first visits.",
            ),
        ]
    )
    post.topics = [topics["agriculture"], topics["law-and-enforcement"]]
    post.tags.add("research", "packing sheds")
    post.related_pages = in_order([PostRelatedPage(page=guest_post)])
    return post


def _conversation(
    seeder: Seeder, people: dict[str, Person], topics: dict[str, Topic], more: list[GuestBlogPost]
) -> GuestBlogPost:
    library = seeder.library
    post = GuestBlogPost(
        title="“Look at the coats”",
        subtitle="A conversation with a retired inspector",
        summary="Thirty-one years of unannounced visits, told by somebody who never once began with the office.",
        intro="<p>Walter Brandvold retired with four shelves of notebooks and one rule. Noor Haddadin, who was an "
        "inspector herself, asked him for the rule.</p>",
        published_on=seeder.today - datetime.timedelta(87),
        feature_image=library.image("coats"),
        disclaimer=DISCLAIMER,
        body=blocks.body(
            blocks.paragraphs(
                "<b>Where did you go first?</b>",
                "Where the coats hang. An office can be tidied in the time it takes to offer you coffee. Nobody "
                "tidies coats. You count them, you look at the sizes, and then you ask to meet everybody who came "
                "in one.",
                "<b>And if a small coat had no owner?</b>",
                "Then I sat down and waited. It gets cold. In the end somebody needs that coat.",
            ),
            blocks.quote(
                "I never caught anybody. I only stayed long enough.", person=people["walter-brandvold"], role=""
            ),
            blocks.paragraphs(
                "<b>What would you give a young colleague?</b>",
                "Time. Two long visits are worth ten short ones. And a good pair of boots, because people tell you "
                "things when you have walked.",
            ),
            blocks.gallery(library.image("hills"), library.image("classroom"), library.image("conference-hall")),
            blocks.call_to_action(
                "The network trains volunteers to look at coats, and at much else.",
                "See the next courses",
                url="https://fields-first.example.org/courses/",
            ),
            blocks.related_pages(*more[:3]),
        ),
    )
    post.authors = in_order(
        [
            PostAuthor(person=people["noor-haddadin"], role=Role.AUTHOR),
            PostAuthor(person=people["walter-brandvold"], role=Role.INTERVIEWEE),
        ]
    )
    post.topics = [topics["law-and-enforcement"]]
    post.tags.add("inspection", "conversation")
    return post
