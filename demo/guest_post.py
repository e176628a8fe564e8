"""A guest post that uses all features of a simple post."""

import datetime

from wagtail.models import Page

from demo.body import body, call_to_action, heading, image, paragraphs, quote
from demo.seeder import Seeder, in_order, link_to
from pages.models import EventPage, GuestBlogPost, Person, PostAuthor, PostRelatedPage, Topic

DISCLAIMER = (
    "Guest posts say what their authors think. The author of this one, and everybody else in it, was invented for the "
    "demonstration of this site."
)


def seed_guest_post(
    seeder: Seeder, posts: Page, briefing: EventPage, people: dict[str, Person], topics: dict[str, Topic]
) -> GuestBlogPost:
    """Return the post, which links to the briefing, and create it if it is missing."""

    def build() -> GuestBlogPost:
        library = seeder.library
        post = GuestBlogPost(
            title="The third week of August",
            subtitle="What an empty chair teaches a teacher",
            summary="Every August, four of my pupils come to school with green stains on their hands, and one does "
            "not come at all. A science teacher on what she learned when she stopped marking absences and started "
            "asking.",
            intro="<p>Our school year begins in the third week of August. So does the harvest. For sixteen years I "
            "have called the register in a room that smells of chalk and, faintly, of tobacco.</p>",
            published_on=seeder.today - datetime.timedelta(4),
            feature_image=library.image("tobacco-field"),
            disclaimer=DISCLAIMER,
            body=body(
                paragraphs(
                    "I noticed the hands first. You can scrub the green off, but it takes two days, and nobody who "
                    "works on Saturday and Sunday has two days. Then I noticed the sleep: not the sleep of boredom, "
                    "which I know well, but the kind that falls on a child like a curtain.",
                    "I did what the handbook says. I wrote notes home. The notes came back signed, in handwriting "
                    "that was not always a parent's.",
                ),
                heading("Asking a different question"),
                paragraphs(
                    "One afternoon I asked a boy, whom I will call Theo, not why he had been away but <i>what he "
                    "had done</i>. He lit up. He explained how to tell a ripe leaf by its sound when it snaps. He "
                    "told me how many rows there are to the creek. He had measured the field in his own steps and "
                    "worked out its area, and he was right to within an acre.",
                    "He also told me about the headaches, the way other children mention rain.",
                ),
                quote(
                    "Children rarely tell you that their work is dangerous. They tell you that they are good at it. "
                    "You have to listen for both.",
                    person=people["ines-halloran"],
                    role="Director of field research, Lantern Institute for Fair Work",
                ),
                paragraphs(
                    "I have no quarrel with chores. I grew up on a farm and I can still stack wood. But there is a "
                    "line between helping and being needed, and a twelve-year-old should not be the one to draw it.",
                ),
                image(library.image("classroom")),
                heading("What one school can do"),
                paragraphs(
                    "We changed small things. The first science unit is now about leaves, so that those who come "
                    "late come as experts. The nurse keeps clean, dry shirts. Two of us drive out on Thursdays with "
                    "worksheets and lemonade. None of it is a policy, and none of it is enough.",
                    "What is enough will not be decided in my classroom. When I read about "
                    f"{link_to(briefing, 'the briefing')} at which a young woman from the fields spoke in Congress, "
                    "I printed the page and pinned it beside the register. If you teach where I teach, the "
                    '<a href="https://lantern.example.org/checklist/">checklist for schools</a> is two pages long '
                    "and the best two pages that I have read this year.",
                    "This August, the register had one gap. By September it had none. I do not know whether that "
                    "was us. I do know that the chair is Theo's, and that he would like to be a surveyor.",
                ),
                call_to_action(
                    "Do you teach where children work? Tell us what helps.",
                    "Write to us",
                    email="teachers@example.org",
                ),
            ),
        )
        post.authors = in_order(
            [
                PostAuthor(
                    person=people["delia-marsh"],
                    role=PostAuthor.Role.AUTHOR,
                    byline="Middle school science teacher and beekeeper",
                )
            ]
        )
        post.topics = [topics["agriculture"], topics["education"]]
        post.tags.add("tobacco", "teachers", "summer")
        post.related_pages = in_order([PostRelatedPage(page=briefing)])
        return post

    return seeder.page(posts, GuestBlogPost, "the-third-week-of-august", build)
