"""Authors become people, each once; categories become topics, tags stay tags."""

from pathlib import Path
from typing import Any

from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.topic import ArrivingTopic
from tests.arrivals.wordpress.reading import records_of
from tests.arrivals.wordpress_xml import BASE, attachment, author, category, item, tag, term


def test_authors_of_posts_only(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        author("ada.l", "Ada &amp; L.", 4),
        author("admin", "Admin", 1),
        item(1, creator="ada.l"),
        item(2, creator="ghost"),
        item(3, creator=""),
        item(4, post_type="page", creator="admin"),
    )
    ada, ghost = records.of(ArrivingPerson)
    assert ada == ArrivingPerson(
        key="author:ada.l",
        name="Ada & L.",
        slug="ada-l",
        old_addresses=(f"{BASE}/author/ada-l/", f"{BASE}/author/ada-l/feed/", f"{BASE}/?author=4"),
    )
    assert (ghost.name, ghost.notes) == ("ghost", ("Only the name of the account is known.",))
    authors = [post.authors for post in records.of(ArrivingPost)]
    assert authors == [(ArrivingParticipant(person="author:ada.l"),), (ArrivingParticipant(person="author:ghost"),), ()]


def test_coauthors(tmp_path: Path) -> None:
    guest: dict[str, Any] = {"post_type": "guest-author"}
    records = records_of(
        tmp_path,
        author("ada", "Ada Lovely", 4, "ada@example.org"),
        author("ben", "Ben", 5, "ben@example.org"),
        author("cy", "Cy Young", 6),
        attachment(8, "eve.jpg"),
        # Guests: linked to an account, with its e-mail, with its name, and new ones.
        item(11, **guest, slug="cap-ada", title="A. L.", metas={"cap-linked_account": "ada"}),
        item(12, **guest, slug="cap-benjamin", title="Benjamin", metas={"cap-user_email": "BEN@example.org"}),
        item(13, **guest, slug="cap-cyrus", title="cy young"),
        item(
            14,
            **guest,
            slug="cap-eve",
            title="eve",
            metas={
                "cap-display_name": "Eve",
                "cap-description": "<p>Writes.</p>",
                "cap-website": "https://eve.example.org/",
                "cap-user_email": "eve@example.org",
                "_thumbnail_id": 8,
            },
        ),
        item(21, creator="ada", terms=[("author", "cap-eve", "eve"), ("author", "cap-ada", "ada")]),
        item(22, creator="ada", terms=[("author", "cap-benjamin", "benjamin"), ("author", "cap-cyrus", "cyrus")]),
        item(23, creator="ada", terms=[("author", "cap-unknown", "Una Known"), ("author", "cap-ada", "ada")]),
        # An account without a post that describes it, by its name.
        item(24, creator="ada", terms=[("author", "cap-ada-l", "ada")]),
        # … and by its slug.
        item(25, creator="ada", terms=[("author", "cap-cy", "Another name")]),
    )
    people = {person.key: person for person in records.of(ArrivingPerson)}
    assert {key: person.name for key, person in people.items()} == {
        "coauthor:eve": "Eve",
        "author:ada": "Ada Lovely",
        "author:ben": "Ben",
        "author:cy": "Cy Young",
        "coauthor:unknown": "Una Known",
    }
    eve = people["coauthor:eve"]
    assert (eve.biography, eve.links) == ("<p>Writes.</p>", (("Website", "https://eve.example.org/"),))
    assert eve.photo == f"{BASE}/wp-content/uploads/eve.jpg"
    assert f"{BASE}/author/benjamin/" in people["author:ben"].old_addresses
    assert [[author.person for author in post.authors] for post in records.of(ArrivingPost)] == [
        ["coauthor:eve", "author:ada"],
        ["author:ben", "author:cy"],
        ["coauthor:unknown", "author:ada"],
        ["author:ada"],
        ["author:cy"],
    ]
    assert "example.org" not in "".join(person.name for person in people.values())
    assert not any("@" in repr(record) for record in records)


def test_categories_and_tags(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        category("news", "News", number=3),
        category("work", "Safe &amp; Sound", "news", 5, "About <b>work</b>"),
        category("unused", "Unused"),
        category("uncategorized", "Uncategorized"),
        tag("tea", "Tea &amp; more"),
        term("tribe_events_cat", "work-events", "safe & sound"),
        item(
            1,
            terms=[
                *(("category", "work", "Safe &amp; Sound"), ("category", "uncategorized", "Uncategorized")),
                *(
                    ("post_tag", "tea", "Tea &amp; more"),
                    ("category", "new", "Not declared"),
                    ("post_format", "x", "X"),
                ),
            ],
        ),
        item(2, post_type="tribe_events", terms=[("tribe_events_cat", "work-events", "safe & sound")]),
    )
    work, news, new = records.of(ArrivingTopic)
    assert work == ArrivingTopic(
        key="category:work",
        name="Safe & Sound",
        slug="work",
        description="About work",
        old_addresses=(
            *(f"{BASE}/category/news/work/", f"{BASE}/category/work/"),
            *(f"{BASE}/category/news/work/feed/", f"{BASE}/category/work/feed/", f"{BASE}/?cat=5"),
            *(f"{BASE}/events/category/work-events/", f"{BASE}/events/category/work-events/feed/"),
        ),
        notes=("It was below “News” there; topics are not ordered like that.",),
    )
    assert (news.key, new.key, new.name) == ("category:news", "category:new", "Not declared")
    (post,) = records.of(ArrivingPost)
    assert (post.topics, post.tags) == (("category:work", "category:new"), ("Tea & more",))


def test_terms_of_the_oldest_version(tmp_path: Path) -> None:
    """Version 1.0 names each term a second time, and calls tags something else."""
    records = records_of(
        tmp_path,
        item(
            1, terms=[("category", "", "News"), ("category", "news", "News"), ("tag", "", "Tea"), ("tag", "tea", "Tea")]
        ),
        version="1.0",
    )
    (post,) = records.of(ArrivingPost)
    assert (post.topics, post.tags) == (("category:news",), ("Tea",))


def entry(number: int, kind: str, what: str = "", target: int = 0, parent: int = 0, **fields: object) -> str:
    metas = {
        "_menu_item_type": kind,
        "_menu_item_object": what,
        "_menu_item_object_id": target,
        "_menu_item_menu_item_parent": parent,
        "_menu_item_url": fields.pop("url", ""),
    }
    given = {"terms": [("nav_menu", "main", "Main menu")], "order": number, **fields}
    return item(number, post_type="nav_menu_item", metas=metas, **given)  # type: ignore[arg-type]


def test_menus(tmp_path: Path) -> None:
    records = records_of(
        tmp_path,
        category("news", "News", number=3),
        entry(54, "custom", url="https://x.example/", title="Elsewhere"),
        entry(51, "post_type", "page", 1, title=" "),
        entry(52, "post_type", "post", 2, parent=51, title="A &amp; post"),
        entry(53, "taxonomy", "category", 3, title="News"),
        entry(55, "post_type", "page", 99, title="Lost"),
        entry(56, "custom", url="/a/", parent=55, title="Below"),
        entry(57, "custom", url="/b/", title="In the footer", terms=[("nav_menu", "legal", "Legal")]),
        entry(58, "custom", url="/c/", title="Draft", status="draft"),
        item(1, post_type="page", title="About"),
        item(2, terms=[("category", "news", "News")]),
    )
    main, legal = records.of(ArrivingMenu)
    assert (main.key, main.name, main.place, legal.place) == ("menu:main", "Main menu", "header", "footer")
    assert main.entries == (
        ArrivingMenuEntry(label="About", page="page:1", children=(ArrivingMenuEntry(label="A & post", page="post:2"),)),
        ArrivingMenuEntry(label="News", url=f"{BASE}/category/news/"),
        ArrivingMenuEntry(label="Elsewhere", url="https://x.example/"),
        ArrivingMenuEntry(label="Below", url="/a/"),
    )
    assert main.notes == ("An entry leads to something that is not in the file: Lost.",)


def test_menus_of_block_themes(tmp_path: Path) -> None:
    content = (
        '<!-- wp:navigation-link {"label":"About","type":"page","id":1,"url":"/about/","kind":"post-type"} /-->'
        '<!-- wp:navigation-submenu {"label":"More &amp; more","url":"https://x.example/"} -->'
        '<!-- wp:navigation-link {"label":"News","type":"category","id":3,"url":"/c/","kind":"taxonomy"} /-->'
        '<!-- wp:navigation-link {"label":"Gone","type":"page","id":9,"url":"/gone/","kind":"post-type"} /-->'
        '<!-- /wp:navigation-submenu --><!-- wp:page-list /--><!-- wp:navigation-link {"label":"Nowhere"} /-->'
        '<!-- wp:navigation-submenu {"label":"Open","url":"/open/"} -->'
    )
    records = records_of(
        tmp_path,
        category("news", "News", number=3),
        item(5, content, post_type="wp_navigation", title="Header navigation"),
        item(6, content, post_type="wp_navigation", status="draft"),
        item(1, post_type="page", title="About us"),
        item(2, terms=[("category", "news", "News")]),
    )
    assert records.one(ArrivingMenu) == ArrivingMenu(
        key="wp_navigation:5",
        name="Header navigation",
        place="header",
        entries=(
            ArrivingMenuEntry(label="About", page="page:1"),
            ArrivingMenuEntry(
                label="More & more",
                url="https://x.example/",
                children=(
                    ArrivingMenuEntry(label="News", url=f"{BASE}/category/news/"),
                    ArrivingMenuEntry(label="Gone", url="/gone/"),
                ),
            ),
            ArrivingMenuEntry(label="Open", url="/open/"),
        ),
        notes=("A list of all pages in it is left out.",),
    )
