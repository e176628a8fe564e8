"""Makes exports of WordPress of any size, with every oddity that is known of real ones.

``python -m tests.arrivals.wordpress_export FOLDER --posts 500 --events 200 --base http://127.0.0.1:8110`` writes
``export.xml`` into a folder, and the files that a server of that folder has to serve.
"""

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tests.arrivals.wordpress_texts import TEXTS, footnotes
from tests.arrivals.wordpress_xml import (
    BASE,
    NOWHERE,
    TAIL,
    attachment,
    author,
    category,
    head,
    item,
    tag,
    term,
)

#: How many pictures the posts share.
PICTURES = 12
#: The first ID of each kind.
ATTACHMENTS, HELPERS, PAGES, EVENTS, POSTS = 100, 200, 300, 100_000, 1000
_SHARED = HELPERS
_STATUSES = ("draft", "pending", "future", "private", "trash")
_LOGINS = ("delia.marsh", "ines", "martin ocampo")


def write_export(path: Path, *, posts: int = 30, events: int = 12, version: str = "1.2", base: str = BASE) -> None:
    """Write an export of a site at ``base``, which may be a server of a test, with so many posts and events."""
    with path.open("w", encoding="utf-8") as file:
        file.write(head(version, base))
        for element in (*_people_and_terms(version), *_media(base), *_helpers(base), *_pages(base), *_menu(base)):
            file.write(element)
        for number in range(posts):
            file.write(_post(number, version, base))
        for number in range(events):
            file.write(_event(number, base))
        file.writelines(_left_out(base))
        file.write(TAIL)


def write_uploads(folder: Path) -> None:
    """Write the files of an export into a folder, as its server has them: ``wp-content/uploads/…``."""
    uploads = folder / "wp-content/uploads"
    (uploads / "2019/05").mkdir(parents=True, exist_ok=True)
    for number in range(PICTURES):
        color = (20 * number % 256, 90, 200 - 15 * number)
        Image.new("RGB", (1200 + number, 800), color).save(uploads / f"{_picture(number)}.jpg")
    (uploads / "talk.mp3").write_bytes(b"ID3" + bytes(512))
    (uploads / "report.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")


def _picture(number: int) -> str:
    return f"2019/05/picture-{number}{'-scaled' if number % 5 == 4 else ''}"


def _people_and_terms(version: str) -> Iterator[str]:
    if version != "1.0":
        yield author("delia.marsh", "Delia Marsh", 2, "delia@example.org")
        yield author("ines", "Ines &amp; Halloran", 3)
        yield author("admin", "Admin", 1)
    yield category("news", "News", number=11)
    yield category("safe-work", "Safe &amp; Sound Work", "news", 12, "All about <em>safety</em>.")
    yield category("uncategorized", "Uncategorized", number=1)
    yield tag("tobacco", "Tobacco", 21)
    yield term("nav_menu", "main-menu", "Main menu", number=31)
    yield term("tribe_events_cat", "news", "News", number=41)


def _media(base: str) -> Iterator[str]:
    for number in range(PICTURES):
        yield attachment(
            ATTACHMENTS + number,
            f"{_picture(number)}.jpg",
            base=base,
            title=f"Picture {number}",
            excerpt=f"Caption {number}" if number % 3 == 0 else "",
            link=f"{base}/picture-{number}/",
            metas={"_wp_attachment_image_alt": f"A field, picture {number}"} if number % 2 else {},
        )
    yield attachment(ATTACHMENTS + PICTURES, "talk.mp3", base=base, title="Talk")
    yield attachment(ATTACHMENTS + PICTURES + 1, "report.pdf", base=base, title="Report")


def _helpers(base: str) -> Iterator[str]:
    shared = "<!-- wp:paragraph -->\n<p>This sentence is shared by many posts.</p>\n<!-- /wp:paragraph -->"
    yield item(_SHARED, shared, post_type="wp_block", title="Shared", base=base)
    yield item(
        HELPERS + 1,
        post_type="guest-author",
        slug="cap-rosa-whitfield",
        title="Rosa Whitfield",
        metas={
            "cap-display_name": "Rosa Whitfield",
            "cap-user_login": "rosa-whitfield",
            "cap-website": "https://rosa.example.org/",
            "cap-description": "Rosa writes about <em>fields</em>.",
            "_thumbnail_id": ATTACHMENTS,
        },
        base=base,
    )
    yield item(
        HELPERS + 2,
        post_type="guest-author",
        slug="cap-delia-marsh",
        title="Delia Marsh",
        metas={"cap-linked_account": "delia.marsh", "cap-display_name": "Delia Marsh"},
        base=base,
    )
    yield item(
        HELPERS + 3,
        post_type="tribe_venue",
        title="Rayburn House Office Building",
        metas={
            "_VenueAddress": "45 Independence Avenue",
            "_VenueCity": "Washington",
            "_VenueState": "DC",
            "_VenueZip": "20515",
            "_VenueCountry": "United States",
            "_VenueLat": "38.8868",
            "_VenueLng": "-77.0105",
            "_VenuePhone": "+1 202 555 0100",
        },
        base=base,
    )
    yield item(
        HELPERS + 4,
        "We hold briefings.",
        post_type="tribe_organizer",
        title="Lantern Institute",
        metas={"_OrganizerWebsite": "lantern.example.org", "_OrganizerEmail": "lantern@example.org"},
        base=base,
    )
    yield item(HELPERS + 5, post_type="tribe_organizer", title="Elena Marrow", base=base)


def _pages(base: str) -> Iterator[str]:
    # The page below comes before the one above it.
    yield item(
        PAGES + 1,
        "How it began.",
        post_type="page",
        title="History",
        slug="history",
        link=f"{base}/about/history/",
        parent=PAGES,
        base=base,
    )
    yield item(
        PAGES,
        "Who we are.",
        post_type="page",
        title="About us",
        slug="about",
        link=f"{base}/about/",
        order=1,
        base=base,
    )


def _menu(base: str) -> Iterator[str]:
    entries = (
        ("", "post_type", "page", PAGES, 0, ""),
        ("Beginnings", "post_type", "page", PAGES + 1, 1, ""),
        ("News", "taxonomy", "category", 11, 0, ""),
        ("Donate", "custom", "custom", 0, 0, "https://donate.example.org/"),
    )
    for place, (title, kind, what, number, parent, url) in enumerate(entries):
        yield item(
            PAGES + 10 + place,
            post_type="nav_menu_item",
            title=title or " ",
            order=place + 1,
            terms=[("nav_menu", "main-menu", "Main menu")],
            metas={
                "_menu_item_type": kind,
                "_menu_item_object": what,
                "_menu_item_object_id": number,
                "_menu_item_menu_item_parent": PAGES + 10 if parent else 0,
                "_menu_item_url": url,
            },
            base=base,
        )


def _post(number: int, version: str, base: str) -> str:
    day = datetime.date(2012, 1, 1) + datetime.timedelta(days=number * 3 % 4000)
    status = _STATUSES[number // 7 % len(_STATUSES)] if number % 7 == 6 else "publish"
    picture, second = number % PICTURES, (number + 1) % PICTURES
    text = TEXTS[number % len(TEXTS)].format(
        number=number,
        base=base,
        uploads=f"{base}/wp-content/uploads",
        picture=_picture(picture).removesuffix("-scaled"),
        picture_id=ATTACHMENTS + picture,
        second=_picture(second).removesuffix("-scaled"),
        second_id=ATTACHMENTS + second,
        other=POSTS + (number + 1),
        shared=_SHARED,
    )
    terms = [("category", "safe-work" if number % 2 else "news", "Safe &amp; Sound Work" if number % 2 else "News")]
    terms += [("post_tag", "tobacco", "Tobacco")] if number % 3 == 0 else []
    terms += [("category", "uncategorized", "Uncategorized")] if number % 5 == 0 else []
    if number % 4 == 1:
        terms += [("author", "cap-rosa-whitfield", "rosa-whitfield"), ("author", "cap-delia-marsh", "delia.marsh")]
    metas: dict[str, object | list[object]] = {"_thumbnail_id": ATTACHMENTS + picture, "_edit_last": 1}
    if number % 3 == 2:
        metas["footnotes"] = footnotes(number)
    if number % 4 == 0:
        metas |= {
            "_yoast_wpseo_title": "Report: %%title%% %%page%% %%sep%% %%sitename%%",
            "_yoast_wpseo_metadesc": "Read %%title%%.",
            "_yoast_wpseo_meta-robots-noindex": "1" if number % 8 == 0 else "0",
        }
    elif number % 4 == 2:
        metas |= {
            "rank_math_title": "%title% %sep% %sitename%",
            "rank_math_description": "About %category%.",
            "rank_math_robots": 'a:1:{i:0;s:7:"noindex";}',
        }
    if number % 6 == 0:
        metas["_wp_old_slug"] = [f"former-{number}", f"oldest-{number}"]
    if number % 10 == 0:
        metas["mood"] = "hopeful"
    return item(
        POSTS + number,
        text,
        title=f"Report {number}: what the “fields” say &#8211; &amp; don't",
        slug=f"report-{number}" if number % 9 else f"%d0%be%d1%82%d1%87%d1%91%d1%82-{number}",
        status=status,
        date=f"{day} 09:30:00",
        date_gmt=NOWHERE if status in ("draft", "pending") or number % 11 == 0 else f"{day} 14:30:00",
        creator=_LOGINS[number % len(_LOGINS)],
        excerpt=f"The <em>short</em> form of report {number}." if number % 2 else "",
        password="open sesame" if number % 13 == 12 else "",
        terms=terms,
        metas=metas,
        comments=number % 3,
        base=base,
    )


def _event(number: int, base: str) -> str:
    day = datetime.date(2018, 3, 1) + datetime.timedelta(days=number * 5 % 3000)
    costs = ("", "Free", "10", "10 - 20", "$7.50", "1.250,50 €")
    metas: dict[str, object | list[object]] = {
        "_EventStartDate": f"{day} 18:00:00",
        "_EventEndDate": f"{day} 19:30:00",
        "_EventTimezone": ("America/New_York", "UTC-5", "Europe/Berlin", "UTC+5.5")[number % 4],
        "_EventCost": costs[number % len(costs)],
        "_EventCurrencySymbol": "$",
        "_EventVenueID": HELPERS + 3,
        "_EventOrganizerID": [HELPERS + 4, HELPERS + 5],
    }
    if number % 5 == 1:
        until = day + datetime.timedelta(days=2)
        metas |= {"_EventAllDay": "yes", "_EventStartDate": f"{day} 00:00:00", "_EventEndDate": f"{until} 23:59:59"}
    if number % 5 == 2:
        metas |= {"_tribe_events_status": "canceled", "_tribe_events_status_reason": "The hall was flooded."}
    if number % 5 == 3:
        metas |= {"_tribe_events_is_virtual": "yes", "_tribe_events_virtual_url": "https://meet.example.org/room"}
        metas["_EventVenueID"] = 0
    if number % 5 == 4:
        metas |= {"_EventURL": "https://tickets.example.org/", "_EventRecurrence": 'a:1:{s:5:"rules";a:0:{}}'}
    return item(
        EVENTS + number,
        f"Come to meeting {number}.\n\nBring a friend.",
        post_type="tribe_events",
        title=f"Meeting {number}",
        slug=f"meeting-{number}",
        link=f"{base}/event/meeting-{number}/",
        guid=f"{base}/?post_type=tribe_events&p={EVENTS + number}",
        terms=[("tribe_events_cat", "news", "News"), ("post_tag", "tobacco", "Tobacco")],
        metas=metas,
        base=base,
    )


def _left_out(base: str) -> Iterator[str]:
    for number, post_type in enumerate(("revision", "revision", "shop_order", "wp_template", "custom_css")):
        yield item(EVENTS * 2 + number, "Nothing for readers.", post_type=post_type, base=base)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=30)
    parser.add_argument("--events", type=int, default=12)
    parser.add_argument("--version", default="1.2")
    parser.add_argument("--base", default=BASE)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    write_uploads(given.folder)
    path = given.folder / "export.xml"
    write_export(path, posts=given.posts, events=given.events, version=given.version, base=given.base)


if __name__ == "__main__":
    main()
