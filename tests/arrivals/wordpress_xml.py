"""Writes the elements of exports of WordPress, as WordPress does."""

from collections.abc import Iterable, Mapping
from html import escape

#: An item of a menu, a term and the like: what the format calls a post.
NOWHERE = "0000-00-00 00:00:00"
BASE = "https://old.example.org"


def cdata(text: object) -> str:
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def head(version: str = "1.2", base: str = BASE, title: str = "Old &amp; Gold") -> str:
    """Return the beginning of an export. Version 1.0 declares no namespace for excerpts."""
    excerpt = "" if version == "1.0" else f' xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"'
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- An export of WordPress. -->\n'
        f'<rss version="2.0"{excerpt} xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:wp="http://wordpress.org/export/{version}/">\n<channel>\n'
        f"<title>{title}</title>\n<link>{base}</link>\n<language>en-US</language>\n"
        f"<wp:wxr_version>{version}</wp:wxr_version>\n<wp:base_site_url>{base}</wp:base_site_url>\n"
        f"<wp:base_blog_url>{base}</wp:base_blog_url>\n"
        f"<image><url>{base}/icon.png</url><title>Icon</title><link>{base}/icon</link></image>\n"
    )


TAIL = "</channel>\n</rss>\n"


def export(*elements: str, version: str = "1.2", base: str = BASE) -> str:
    """Return a whole export."""
    return head(version, base) + "".join(elements) + TAIL


def author(login: str, name: str = "", number: int = 1, email: str = "") -> str:
    return (
        f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(email)}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def category(slug: str, name: str, parent: str = "", number: int = 1, description: str = "") -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent><wp:cat_name>{cdata(name)}</wp:cat_name>"
        f"<wp:category_description>{cdata(description)}</wp:category_description></wp:category>\n"
    )


def tag(slug: str, name: str, number: int = 1) -> str:
    return (
        f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{cdata(slug)}</wp:tag_slug>"
        f"<wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>\n"
    )


def term(taxonomy: str, slug: str, name: str, parent: str = "", number: int = 1) -> str:
    return (
        f"<wp:term><wp:term_id>{number}</wp:term_id><wp:term_taxonomy>{cdata(taxonomy)}</wp:term_taxonomy>"
        f"<wp:term_slug>{cdata(slug)}</wp:term_slug><wp:term_parent>{cdata(parent)}</wp:term_parent>"
        f"<wp:term_name>{cdata(name)}</wp:term_name></wp:term>\n"
    )


def item(
    number: int,
    content: str = "",
    *,
    post_type: str = "post",
    status: str = "publish",
    title: str = "",
    slug: str = "",
    link: str | None = None,
    guid: str | None = None,
    creator: str = "",
    excerpt: str = "",
    date: str = "2019-05-03 09:30:00",
    date_gmt: str = "2019-05-03 13:30:00",
    password: str = "",
    parent: int = 0,
    order: int = 0,
    attachment_url: str = "",
    terms: Iterable[tuple[str, str, str]] = (),
    metas: Mapping[str, object | list[object]] | None = None,
    comments: int = 0,
    base: str = BASE,
) -> str:
    """Return a post of any type. Its permalink has its date, unless ``link`` says otherwise."""
    slug = slug or f"item-{number}"
    if link is None:
        link = f"{base}/{date[:4]}/{date[5:7]}/{slug}/" if status == "publish" else f"{base}/?p={number}"
    categories = "".join(
        f'<category domain="{taxonomy}" nicename="{escape(nicename)}">{cdata(name)}</category>'
        for taxonomy, nicename, name in terms
    )
    values = [
        (key, value)
        for key, given in (metas or {}).items()
        for value in (given if isinstance(given, list) else [given])
    ]
    fields = "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value>"
        "</wp:postmeta>"
        for key, value in values
    )
    remarks = "".join(
        f"<wp:comment><wp:comment_id>{place}</wp:comment_id>"
        f"<wp:comment_content>{cdata('A comment')}</wp:comment_content></wp:comment>"
        for place in range(comments)
    )
    return (
        f"<item><title>{cdata(title or f'Item {number}')}</title><link>{escape(link)}</link>"
        f"<dc:creator>{cdata(creator)}</dc:creator>"
        f'<guid isPermaLink="false">{escape(f"{base}/?p={number}" if guid is None else guid)}</guid>'
        "<description></description>"
        f"<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{cdata(date)}</wp:post_date>"
        f"<wp:post_date_gmt>{cdata(date_gmt)}</wp:post_date_gmt><wp:comment_status>{cdata('open')}</wp:comment_status>"
        f"<wp:post_name>{cdata(slug)}</wp:post_name><wp:status>{cdata(status)}</wp:status>"
        f"<wp:post_parent>{parent}</wp:post_parent><wp:menu_order>{order}</wp:menu_order>"
        f"<wp:post_type>{cdata(post_type)}</wp:post_type><wp:post_password>{cdata(password)}</wp:post_password>"
        f"<wp:is_sticky>0</wp:is_sticky>"
        + (f"<wp:attachment_url>{cdata(attachment_url)}</wp:attachment_url>" if attachment_url else "")
        + f"{categories}{fields}{remarks}</item>\n"
    )


def attachment(number: int, path: str, *, base: str = BASE, **fields: object) -> str:
    """Return a picture or file at a path below the uploads."""
    given = {"slug": path.rpartition("/")[2].partition(".")[0], "title": f"File {number}", **fields}
    return item(
        number,
        post_type="attachment",
        status="inherit",
        attachment_url=f"{base}/wp-content/uploads/{path}",
        base=base,
        **given,  # type: ignore[arg-type]
    )
