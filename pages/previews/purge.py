"""Forgetting drafts and links whose time is up."""

from pages.previews.sessions import purge_sessions
from pages.previews.share_links import purge_share_links


def purge_previews() -> None:
    """Forget what nobody needs any more. Meant to be called again and again."""
    purge_sessions()
    purge_share_links()
