"""The models of operations."""

from operations.models.heartbeat import Heartbeat
from operations.models.mail_failure import MailFailure

__all__ = ["Heartbeat", "MailFailure"]
