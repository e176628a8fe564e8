"""The consent to publish shared records together with the pages that show them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from wagtail.permissions import policy_registry

from pages.records.record import Record, record_model_of

#: The name of the check boxes in forms, each with a record's key as its value.
CONSENT_FIELD = "publish_with"


@dataclass(frozen=True)
class Consent:
    """The records, by key, that may be published with pages. With a ``user``, only those that they may publish."""

    keys: frozenset[str] = frozenset()
    user: Any = None
    #: The names of the records that were published because of this consent, for a message.
    published: list[str] = field(default_factory=list, compare=False)

    def covers(self, record: Record) -> bool:
        """Tell whether the record may be published with a page."""
        return record_key(record) in self.keys and (self.user is None or may_publish(self.user, type(record)))


_current: ContextVar[Consent | None] = ContextVar("publishing_consent", default=None)


def record_key(record: Record) -> str:
    """Return the key of a record among the records of all models, such as ``pages.person:4``."""
    model = record_model_of(type(record))
    return f"{(model or type(record))._meta.label_lower}:{record.pk}"


def may_publish(user: Any, model: type[Model]) -> bool:
    """Tell whether a user may publish the records of a model."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "publish"))


def current_consent() -> Consent:
    """Return the consent that is given in the current context, or an empty one."""
    return _current.get() or Consent()


@contextmanager
def consent_to(keys: Iterable[str], user: Any = None) -> Iterator[Consent]:
    """Publish the records with these keys together with the pages that show them and are published in the context.

    ``keys`` are those of ``record_key``. A record that ``user`` may not publish is left out; without a user, no
    permission is needed.
    """
    consent = Consent(frozenset(keys), user)
    token = _current.set(consent)
    try:
        yield consent
    finally:
        _current.reset(token)
