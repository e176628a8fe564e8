"""The sections and plain pages of the demo content."""

from demo.body import block, body, bullets, call_to_action, callout, heading, paragraphs
from demo.seeder import Seeder
from pages.models import SectionPage

Shows = SectionPage.Shows


def seed_sections(seeder: Seeder) -> dict[str, SectionPage]:
    """Return the sections and plain pages by slug, and create those that are missing."""
    return {
        slug: seeder.page(seeder.home, SectionPage, slug, build)
        for slug, build in {
            "posts": lambda: _section(
                "Posts",
                Shows.POSTS,
                "Guest writers on children, work and school: teachers, researchers, inspectors and those who were "
                "there.",
            ),
            "events": lambda: _section(
                "Events", Shows.EVENTS, "Briefings, conferences and evenings, in the room and online. Most are free."
            ),
            "people": lambda: _section("People", Shows.PEOPLE, "Who writes for us and who speaks at our events."),
            "take-action": lambda: _take_action(seeder),
            "privacy": _privacy,
        }.items()
    }


def _section(title: str, shows: Shows, summary: str) -> SectionPage:
    return SectionPage(title=title, shows=shows, summary=summary, show_in_menus=True)


def _take_action(seeder: Seeder) -> SectionPage:
    return SectionPage(
        title="Take action",
        subtitle="Five minutes, an hour, or a morning",
        summary="What one person can do this week, sorted by how much time there is.",
        show_in_menus=True,
        feature_image=seeder.library.image("letters"),
        body=body(
            heading("If you have five minutes"),
            paragraphs(
                "Ask one shop one question: <i>Do you know who picked this?</i> You need no expertise to ask it, and "
                "the person at the counter will pass it on. Questions that are asked often enough end up in meetings."
            ),
            call_to_action(
                "Not sure how to put it? We have a short text that you can send as it is.",
                "Ask us for the text",
                email="action@example.org",
            ),
            heading("If you have an hour"),
            block(
                "paragraph",
                "<p>Write to the person who represents you. A letter counts for most when it is yours:</p><ol>"
                "<li>Say who you are and where you live.</li>"
                "<li>Tell one thing that you have seen or read, in two sentences.</li>"
                "<li>Ask for one thing, and ask for an answer.</li></ol>",
            ),
            callout(
                "info",
                "Before you write",
                "Leave out the names of children, of their schools and of their employers. A letter may be read by "
                "people for whom it was not meant.",
            ),
            call_to_action("Rather talk? Somebody answers on weekdays.", "Call us", phone="+1 202 555 0142"),
            heading("If you have a morning"),
            bullets(
                "Join one of our events, or bring one to where you live:",
                "a reading in the library,",
                "an evening in the union hall,",
                "a lesson in a classroom that you know.",
            ),
            call_to_action(
                "The organizer's kit has a timetable, a list of questions and a checklist for the room.",
                "See the kit",
                url="https://example.org/kit/",
            ),
        ),
    )


def _privacy() -> SectionPage:
    return SectionPage(
        title="Privacy",
        summary="What we keep about you, why, and how to make us forget it.",
        body=body(
            callout(
                "warning",
                "This is a demonstration",
                "This page shows what such a page can look like. It is nobody's legal notice: replace it before you "
                "invite the public.",
            ),
            heading("Reading this site"),
            paragraphs(
                "You can read every page without telling us who you are. We set no cookie that follows you, and we "
                "load nothing from other companies' servers."
            ),
            heading("Signing up for an event"),
            paragraphs(
                "When you write to us to take part, we keep your message until the event is over, so that somebody "
                "at the door knows your name. Thirty days later it is deleted."
            ),
            heading("Writing a guest post"),
            paragraphs(
                "Your name, your portrait and the line below your name appear with your post because you agreed to "
                "it. You may take that back at any time; we then remove your record from every page."
            ),
            heading("Questions"),
            paragraphs('Write to <a href="mailto:privacy@example.org">privacy@example.org</a>. A person reads it.'),
        ),
    )
