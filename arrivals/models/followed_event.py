"""The model of what a followed calendar said of an event."""

from typing import ClassVar

from django.db import models

from arrivals.models.arrival import Arrival
from arrivals.models.followed_calendar import FollowedCalendar
from pages.models import EventPage


class FollowedEvent(models.Model):
    """An event of a followed calendar that is a page here.

    ``digest`` is a hash of it as it was read last. ``settled`` holds the values of its fields when it arrived or when
    somebody decided on a change: a change is what differs from them. It is empty if they are not known. ``is_gone`` is
    whether it was not in the calendar any more, and ``last_day`` the day on which it ends there.
    """

    wagtail_reference_index_ignore: ClassVar[bool] = True

    calendar = models.ForeignKey(FollowedCalendar, on_delete=models.CASCADE, related_name="events")
    key = models.CharField(max_length=255)
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    settled = models.JSONField(default=dict)
    is_gone = models.BooleanField(default=False)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "key"], name="one_followed_event_per_key")]

    def __str__(self) -> str:
        return self.key
