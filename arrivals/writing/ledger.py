"""Knows what has arrived from one origin, by key and by address."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page

from arrivals.models import Arrival, ArrivedAddress
from arrivals.writing.addresses import digest_of

#: Objects that many records refer to are not read again for each.
_REMEMBERED = 2_000


class Ledger:
    """The arrivals of one origin."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._objects: dict[str, Any] = {}

    def find(self, key: str) -> Arrival | None:
        """Return what is known about the record with a key, if anything."""
        return Arrival.objects.filter(origin=self.origin, key=key).select_related("content_type").first()

    def object(self, key: str) -> Any:
        """Return the object that was made of a record, or ``None``. It may be out of date: do not save it."""
        if not key:
            return None
        if key not in self._objects:
            if len(self._objects) >= _REMEMBERED:
                self._objects.clear()
            arrival = self.find(key)
            self._objects[key] = arrival.object if arrival else None
        return self._objects[key]

    def reserve(self, key: str, model: type[Model]) -> bool:
        """Return whether this transaction is the one that makes the object of a key.

        Another import that makes it at the same time is waited for. What is not remembered in this transaction is to be
        undone with it.
        """
        kind = ContentType.objects.get_for_model(model)
        _, is_ours = Arrival.objects.get_or_create(origin=self.origin, key=key, defaults={"content_type": kind})
        return is_ours

    def remember(self, key: str, made: Model, *, record_digest: str = "", content_digest: str = "") -> Arrival:
        """Store what was made of the record with a key."""
        arrival, _ = Arrival.objects.update_or_create(
            origin=self.origin,
            key=key,
            defaults={
                "content_type": ContentType.objects.get_for_model(made),
                "object_id": str(made.pk),
                "record_digest": record_digest,
                "content_digest": content_digest,
            },
        )
        self._objects.pop(key, None)
        return arrival

    def claim(self, arrival: Arrival, addresses: Iterable[str]) -> None:
        """Let links to ``addresses`` lead to an arrival, unless they lead to an earlier one."""
        digests = dict.fromkeys(digest_of(address) for address in addresses if address)
        rows = [ArrivedAddress(arrival=arrival, origin=self.origin, digest=digest) for digest in digests]
        ArrivedAddress.objects.bulk_create(rows, ignore_conflicts=True)

    def at(self, address: str) -> Any:
        """Return the object that was made of what is at an address, or ``None``; of a page, only key and title."""
        found = Arrival.objects.filter(addresses__origin=self.origin, addresses__digest=digest_of(address)).first()
        if found is None:
            return None
        model = ContentType.objects.get_for_id(found.content_type_id).model_class()
        if model is not None and issubclass(model, Page):
            return Page.objects.only("pk", "title").filter(pk=found.object_id).first()
        return found.object
