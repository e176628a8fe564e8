"""Find the published pages and records that show a record, and change when it is unpublished."""

from django.db.models import Model
from wagtail.models import DraftStateMixin, Page

from pages.database.alphabet import alphabetical_key
from pages.publishing.protection import users_of
from pages.publishing.shown_records import shown_records
from pages.records.record import Record, record_model_of


def live_users_of(record: Record) -> list[Model]:
    """Return the live pages and records whose public version shows ``record``, pages first."""
    users = [user.specific if isinstance(user, Page) else user for user in users_of(record)]
    showing = [user for user in users if not isinstance(user, DraftStateMixin) or user.live]
    showing = [user for user in showing if not isinstance(user, Page) or _shows(user, record)]
    return sorted(showing, key=lambda user: (not isinstance(user, Page), alphabetical_key(str(user))))


def _shows(page: Page, record: Record) -> bool:
    wanted = (record_model_of(type(record)), record.pk)
    return any((shown.model, shown.primary_key) == wanted for shown in shown_records(page))
