"""Knows what has arrived from one origin, by key and by address."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from arrivals.models import Arrival, ArrivedAddress
from arrivals.writing.addresses import digest_of

#: Objects that many records refer to are not read again for each.
_REMEMBERED = 2_000


class Ledger:
    """The arrivals of one origin."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._object_of = lru_cache(_REMEMBERED)(self._read)

    def find(self, key: str) -> Arrival | None:
        """Return what is known about the record with a key, if anything."""
        return Arrival.objects.filter(origin=self.origin, key=key).select_related("content_type").first()

    def object(self, key: str) -> Any:
        """Return the object that was made of a record, or ``None``. It may be out of date: do not save it."""
        return self._object_of(key) if key else None

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
        self._object_of.cache_clear()
        return arrival

    def claim(self, arrival: Arrival, addresses: Iterable[str]) -> None:
        """Let links to ``addresses`` lead to an arrival, unless they lead to an earlier one."""
        digests = dict.fromkeys(digest_of(address) for address in addresses if address)
        rows = [ArrivedAddress(arrival=arrival, origin=self.origin, digest=digest) for digest in digests]
        ArrivedAddress.objects.bulk_create(rows, ignore_conflicts=True)

    def at(self, address: str) -> Any:
        """Return the object that was made of what is at an address, or ``None``."""
        found = ArrivedAddress.objects.filter(origin=self.origin, digest=digest_of(address))
        row = found.select_related("arrival__content_type").first()
        return row.arrival.object if row else None

    def _read(self, key: str) -> Any:
        arrival = self.find(key)
        return arrival.object if arrival else None
