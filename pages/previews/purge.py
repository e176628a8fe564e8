"""Delete expired drafts and links."""

from pages.previews.sessions import purge_sessions
from pages.previews.share_links import purge_share_links


def purge_previews() -> None:
    """End expired preview sessions and delete old sessions and links. Call it regularly."""
    purge_sessions()
    purge_share_links()
