"""The cursors by which readers of the change log continue from where they were."""

from wagtail.models import Site

from api.requests.cursors import write_cursor


def changes_fingerprint(site: Site | None) -> str:
    """Return what a cursor is bound to.

    Sequences are common to all sites, but a cursor stands for the changes that its site has shown.
    """
    return f"changes:{site.pk if site else None}"


def changes_cursor(site: Site | None, sequence: int) -> str:
    """Return the cursor with which ``changes/`` of a site continues after a sequence."""
    return write_cursor(changes_fingerprint(site), [sequence])
