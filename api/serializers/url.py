"""The address of a page or record, for clients that read all of them."""

from collections.abc import Sequence
from typing import Any

from rest_framework.fields import CharField, DateTimeField, IntegerField

from api.content.addresses import Address
from api.formats import datetimes
from api.serializers.base import ContractSerializer


class UrlSerializer(ContractSerializer):
    """The path of a page or record on its frontend, and its last publication."""

    id = IntegerField()
    type = CharField()
    locale = CharField()
    html_path = CharField()
    lastmod = DateTimeField(allow_null=True)

    def prepare(self, objects: Sequence[Any]) -> None:
        """Load nothing: an address is read whole, and refers to nothing."""

    def get_id(self, address: Address) -> int:
        return address.pk

    def get_lastmod(self, address: Address) -> str | None:
        return datetimes.format_precise_instant(address.last_published_at)
