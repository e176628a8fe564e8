"""The change log in tests, most of which are one transaction that is never committed."""

from django.db import connection
from wagtail.models import Site

from api.changes.cursors import changes_cursor
from api.changes.recording import append_pending
from api.models import ChangeCounter


def append_changes() -> int:
    """Append to the log what was changed so far, as a commit would, and return the sequence that it has got to."""
    append_pending(connection)
    counter = ChangeCounter.objects.filter(pk=ChangeCounter.KEY).first()
    return counter.sequence if counter else 0


def since(sequence: int, site: Site | None = None) -> str:
    """Return the cursor behind a sequence, by default that of the default site."""
    site = site or Site.objects.get(is_default_site=True)
    return changes_cursor(site, sequence)
