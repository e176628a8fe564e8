"""Press releases as JSON."""

from typing import Any

from rest_framework.fields import CharField, DateField

from api.content import representations
from api.lists.columns import date_column
from api.lists.filters import SUBJECTS
from api.lists.filterset import COMMON
from api.serializers.page import FullPageSerializer
from api.shapes.record import ParticipantShape


class PressReleaseSerializer(FullPageSerializer):
    """A press release."""

    issued_on = DateField(allow_null=True)
    contacts = ParticipantShape(many=True)

    filterset = COMMON.extended(date_column("issued_on"), filters=SUBJECTS)
    relations = {"contacts": ("contacts",)}

    def collect_contacts(self, page: Any) -> None:
        representations.want_participants(self.related_objects, self.child_relations.of(page, "contacts"))

    def get_contacts(self, page: Any) -> list[dict[str, Any]]:
        return self.from_rows(page, "contacts", lambda row: representations.participant(self.related_objects, row))


class AdvisorySerializer(PressReleaseSerializer):
    """An advisory."""

    urgency = CharField()
