"""One attempt to deliver a message."""

from django.db import models
from django.utils import timezone

from delivery.models.message import Message


class Attempt(models.Model):
    """A line of the delivery log: when it was tried, and what the receiver answered."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attempts")
    #: The instant of the last of them, if several in a row ended the same way.
    at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)
    #: The status of the response; null if there was none.
    status = models.PositiveSmallIntegerField(null=True)
    #: Why there was no response.
    problem = models.CharField(max_length=255, blank=True)
    #: The beginning of the response, as text.
    response = models.TextField(blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message}: {self.status or self.problem}"
