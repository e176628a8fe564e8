"""Posts, pages and files: status, dates, addresses, hierarchy, what plugins for search engines keep."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from arrivals.records.file import ArrivingFile
from arrivals.records.page import Publicity
from arrivals.records.post import ArrivingPost
from arrivals.records.redirect import ArrivingRedirect
from arrivals.records.remark import ArrivingRemark
from arrivals.records.section import ArrivingSection
from arrivals.sources.source import ReadOptions
from tests.arrivals.wordpress.reading import page_of, records_of
from tests.arrivals.wordpress_xml import BASE, NOWHERE, attachment, author, category, item

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("status", "publicity", "note"),
    [
        ("publish", Publicity.PUBLIC, None),
        ("draft", Publicity.DRAFT, None),
        ("pending", Publicity.DRAFT, "It was waiting for a review."),
        ("future", Publicity.SCHEDULED, None),
        ("private", Publicity.RESTRICTED, "It was private: only editors could read it."),
        ("pitch", Publicity.DRAFT, "Its status was “pitch”, which a plugin defines: it is a draft."),
    ],
)
def test_status(tmp_path: Path, status: str, publicity: Publicity, note: str | None) -> None:
    post = page_of(tmp_path, ArrivingPost, status=status)
    assert (post.publicity, post.notes) == (publicity, (note,) if note else ())
    is_dated = publicity is not Publicity.DRAFT
    assert post.published_on == (datetime.date(2019, 5, 3) if is_dated else None)
    assert (post.published_at is None) == (not is_dated)


def test_a_post_behind_a_password(tmp_path: Path) -> None:
    post = page_of(tmp_path, ArrivingPost, password="sesame")
    assert (post.publicity, post.notes) == (Publicity.RESTRICTED, ("It was protected by a password.",))
    assert "sesame" not in repr(post)


def test_what_is_never_taken_over(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        item(1, status="trash"),
        item(2, status="auto-draft"),
        item(3, post_type="revision", status="inherit"),
        item(4, post_type="revision", status="inherit"),
        item(5, post_type="shop_order"),
        item(6, comments=3),
        item(6, comments=1),
        item(0),
        item(7, metas={"mood": "good", "_hidden": "x", "rank_math_title": "y"}),
    )
    assert [post.key for post in records.of(ArrivingPost)] == ["post:6", "post:7"]
    assert [remark.sentence for remark in records.of(ArrivingRemark)] == [
        "3 comments are not taken over.",
        "3 posts in the trash are left out.",
        "1 post is in the file twice.",
        "Types of posts that are not taken over: revision (2), shop_order (1).",
        "Custom fields that are not taken over, with the number of posts that have them: mood (1).",
    ]


@pytest.mark.parametrize(
    ("date", "date_gmt", "zone", "expected", "day"),
    [
        ("2019-05-03 22:30:00", "2019-05-04 02:30:00", "UTC", "2019-05-04T02:30", "2019-05-03"),
        # Without an instant, the zone of the site decides.
        ("2019-05-03 22:30:00", NOWHERE, "America/New_York", "2019-05-04T02:30", "2019-05-03"),
        # An hour that does not exist, since the clocks go forward.
        ("2019-03-10 02:30:00", NOWHERE, "America/New_York", "2019-03-10T07:30", "2019-03-10"),
        (NOWHERE, NOWHERE, "UTC", None, None),
        ("nonsense", "", "UTC", None, None),
    ],
)
def test_dates(tmp_path: Path, date: str, date_gmt: str, zone: str, expected: str | None, day: str | None) -> None:
    options = ReadOptions(time_zone=ZoneInfo(zone))
    (post,) = records_of(tmp_path, item(1, date=date, date_gmt=date_gmt, link=""), options=options).of(ArrivingPost)
    assert post.published_at == (datetime.datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)
    assert post.published_on == (datetime.date.fromisoformat(day) if day else None)


def test_titles_slugs_and_summaries_are_plain(tmp_path: Path) -> None:
    post = page_of(
        tmp_path,
        ArrivingPost,
        title="Fish &amp; <em>chips</em> &#8211; 5 < 6",
        slug="%d0%be%d1%82",
        excerpt="<p>One</p><p>two [gallery]</p>",
    )
    assert (post.title, post.slug, post.summary) == ("Fish & chips – 5 < 6", "от", "One two")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["?p=17", "2019/05/item-17/feed/"]),
        ({"status": "draft", "link": f"{BASE}/?p=17"}, ["?p=17"]),
        ({"post_type": "page", "link": f"{BASE}/a/b"}, ["?p=17", "?page_id=17", "a/b/feed/"]),
        # Slugs and dates of before, also both, and permalinks that end in `.html`.
        (
            {"metas": {"_wp_old_slug": ["first", "se cond"], "_wp_old_date": "2018-04-01"}},
            [
                *("?p=17", "2018/04/item-17/", "2019/05/first/", "2018/04/first/"),
                *("2019/05/se%20cond/", "2018/04/se%20cond/", "2019/05/item-17/feed/"),
            ],
        ),
        (
            {"link": f"{BASE}/item-17.html", "metas": {"_wp_old_slug": "old"}},
            ["?p=17", "old.html", "item-17.html/feed/"],
        ),
        # The pages of a post.
        ({"content": "a<!--nextpage-->b"}, ["?p=17", "2019/05/item-17/feed/", "2019/05/item-17/2/"]),
        # A GUID that was the permalink once; one of another site; one that names another post.
        ({"guid": "http://www.old.example.org/archives/9"}, ["?p=17", "GUID", "2019/05/item-17/feed/"]),
        ({"guid": "http://localhost/?p=17"}, ["?p=17", "2019/05/item-17/feed/"]),
        ({"guid": f"{BASE}/?p=3"}, ["?p=17", "2019/05/item-17/feed/"]),
    ],
)
def test_old_addresses(tmp_path: Path, fields: dict[str, object], expected: list[str]) -> None:
    kind = ArrivingSection if fields.get("post_type") == "page" else ArrivingPost
    content = str(fields.pop("content", ""))
    page = page_of(tmp_path, kind, content, **fields)
    assert [address.removeprefix(f"{BASE}/") for address in page.old_addresses] == [
        str(fields["guid"]) if address == "GUID" else address for address in expected
    ]


def test_lists_and_feeds_of_the_site_lead_to_those_of_this_one(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        category("uncategorized", "Uncategorized", number=1),
        item(1, terms=[("post_tag", "a-b", "A B"), ("category", "uncategorized", "Uncategorized")]),
        item(2, status="draft", date="2001-01-01 00:00:00"),
    )
    found = {found.address.removeprefix(BASE): found.url for found in records.of(ArrivingRedirect)}
    for address, url in (
        *(("/feed/", "/feeds/posts.rss"), ("/?feed=rss2", "/feeds/posts.rss"), ("/feed/atom/", "/feeds/posts.atom")),
        *(("/2019/", "/posts/"), ("/2019/05/", "/posts/"), ("/?m=201905", "/posts/")),
        *(("/tag/a-b/", "/posts/"), ("/tag/a-b/feed/", "/feeds/posts.rss"), ("/?tag=a-b", "/posts/")),
        *(("/category/uncategorized/", "/posts/"), ("/?cat=1", "/posts/")),
    ):
        assert found[address] == url
    assert not any("2001" in address or "events" in address for address in found)
    keys = [record.key for record in records]
    assert len(keys) == len(set(keys))


def test_pages_come_after_those_above_them_in_their_order(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        item(1, post_type="page", parent=2, title="Below"),
        item(2, post_type="page", order=2, title="Second"),
        item(3, post_type="page", order=1, title="First"),
        item(4, post_type="page", parent=1, title="Deep"),
        item(5, post_type="page", parent=99, order=3, title="Lost"),
        # A circle.
        item(6, post_type="page", parent=7, order=4, title="Round"),
        item(7, post_type="page", parent=6, order=5, title="Robin"),
        item(8),
    )
    pages = records.of(ArrivingSection)
    assert [(page.title, page.parent) for page in pages] == [
        *(("First", ""), ("Second", ""), ("Below", "page:2"), ("Deep", "page:1")),
        *(("Lost", ""), ("Round", ""), ("Robin", "")),
    ]
    assert pages[4].notes == ("The page above it is not in the file.",)
    assert all(page.key.startswith("page:") for page in pages)


def test_files(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        attachment(
            8,
            "2019/05/a%20b.jpg",
            title="Fish &amp; chips",
            excerpt="A <b>caption</b>",
            content="More",
            link=f"{BASE}/post/a-b/",
            metas={"_wp_attachment_image_alt": "Two fish"},
        ),
        attachment(9, "c.pdf", link=f"{BASE}/?attachment_id=9"),
        item(17, metas={"_thumbnail_id": 8}),
        item(18, metas={"_thumbnail_id": 99}),
    )
    first, second = records.of(ArrivingFile)
    assert first == ArrivingFile(
        key="attachment:8",
        address=f"{BASE}/wp-content/uploads/2019/05/a%20b.jpg",
        name="a b.jpg",
        title="Fish & chips",
        alternative_text="Two fish",
        caption="A caption",
        old_addresses=(f"{BASE}/?p=8", f"{BASE}/?attachment_id=8", f"{BASE}/post/a-b/"),
        notes=("Its description is left out.",),
    )
    assert (second.alternative_text, second.old_addresses) == (None, (f"{BASE}/?p=9", f"{BASE}/?attachment_id=9"))
    shown, missing = records.of(ArrivingPost)
    assert shown.feature_image == first.address
    # Another file may have brought it in.
    assert missing.feature_image == f"{BASE}/?attachment_id=99"
    assert missing.notes == (
        "Its main picture is not in this file: it is found if the file with the media was imported before.",
    )


@pytest.mark.parametrize(
    ("own", "in_text", "expected"),
    [
        (None, "Two fish", "Two fish"),
        ("", "Two  fish", "Two fish"),
        ("One fish", "Two fish", "One fish"),
        (None, "", None),
        ("", "", ""),
        # The name of the file says nothing.
        (None, "IMG_12", None),
    ],
)
def test_alternative_texts_may_be_in_texts_alone(
    tmp_path: Path, own: str | None, in_text: str, expected: str | None
) -> None:
    metas = {} if own is None else {"_wp_attachment_image_alt": own}
    records = records_of(
        tmp_path,
        item(17, f'<img class="size-full wp-image-8" src="x.jpg" alt="{in_text}"/>'),
        attachment(8, "img_12-scaled.jpg", metas=metas),
    )
    assert records.one(ArrivingFile).alternative_text == expected


@pytest.mark.parametrize(
    ("metas", "expected"),
    [
        ({"_yoast_wpseo_title": "%%title%% %%page%% %%sep%% %%sitename%%"}, {}),
        (
            {"_yoast_wpseo_title": "New: %%title%% | %%sitename%%", "_yoast_wpseo_metadesc": "%%excerpt%% by %%name%%"},
            {"search_title": "New: Item 17", "search_description": "Short by Ada L."},
        ),
        ({"_yoast_wpseo_title": "100% of %%unknown_thing%% it"}, {"search_title": "100% of it"}),
        (
            {
                "rank_math_title": "%title% in %category% %sep% %sitename%",
                "rank_math_description": "%excerpt%, %date(Y)%",
            },
            {"search_title": "Item 17 in News & more", "search_description": "Short, May 3, 2019"},
        ),
        ({"_yoast_wpseo_canonical": "https://x.example/a/"}, {"canonical_url": "https://x.example/a/"}),
        ({"rank_math_canonical_url": f"{BASE}/2019/05/item-17"}, {}),
        ({"_yoast_wpseo_meta-robots-noindex": "1"}, {"noindex": True}),
        ({"_yoast_wpseo_meta-robots-noindex": "2"}, {}),
        ({"rank_math_robots": 'a:2:{i:0;s:7:"noindex";i:1;s:8:"nofollow";}'}, {"noindex": True}),
        ({"rank_math_robots": 'a:1:{i:0;s:5:"index";}'}, {}),
        (
            {"_yoast_wpseo_opengraph-image": f"{BASE}/wp-content/uploads/a-1200x630.jpg"},
            {"social_image": f"{BASE}/wp-content/uploads/a.jpg"},
        ),
        (
            {"rank_math_facebook_image": "x", "rank_math_facebook_image_id": 8},
            {"social_image": f"{BASE}/wp-content/uploads/a.jpg"},
        ),
    ],
)
def test_what_is_for_search_engines(tmp_path: Path, metas: dict[str, object], expected: dict[str, object]) -> None:
    post = page_of(
        tmp_path,
        ArrivingPost,
        "",
        author("ada", "Ada L."),
        category("news", "News &amp; more"),
        attachment(8, "a.jpg"),
        creator="ada",
        excerpt="Short",
        terms=[("category", "news", "News &amp; more")],
        metas=metas,
    )
    names = ("search_title", "search_description", "canonical_url", "noindex", "social_image")
    assert {name: getattr(post, name) for name in names if getattr(post, name)} == expected
