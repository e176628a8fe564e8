"""The models of deliveries."""

from delivery.models.attempt import Attempt
from delivery.models.message import Message
from delivery.models.subscription import Subscription

__all__ = ["Attempt", "Message", "Subscription"]
