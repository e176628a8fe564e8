"""Fills posts."""

from arrivals.records.post import ArrivingPost
from arrivals.writing.filling.page import fill_page
from arrivals.writing.transfer import Transfer
from pages.models import GuestBlogPost, PostAuthor


def fill_post(post: GuestBlogPost, record: ArrivingPost, transfer: Transfer) -> None:
    """Fill a post from a record."""
    fill_page(post, record, transfer)
    post.intro = transfer.rich_text(record.intro)
    transfer.set_fields(
        post,
        published_on=record.published_on,
        updated_on=record.updated_on,
        disclaimer=record.disclaimer,
        original_title=record.original_title,
        original_url=record.original_url,
        original_published_on=record.original_published_on,
    )
    rows = []
    for position, given in enumerate(record.authors):
        row = transfer.participant(PostAuthor(sort_order=position), given)
        transfer.set_fields(row, byline=given.line)
        rows.append(row)
    post.authors = rows
    post.topics = [topic for key in record.topics if (topic := transfer.ledger.object(key))]
    post.tags.set(record.tags)
