"""Delete expired drafts and links."""

from pages.previews.sessions import purge_sessions
from pages.previews.share_links import purge_share_links


def purge_previews() -> int:
    """End expired preview sessions and delete old sessions and links. Call it regularly.

    Return the number of sessions ended and links deleted.
    """
    return purge_sessions() + purge_share_links()
