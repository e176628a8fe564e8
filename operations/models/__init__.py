"""The models of operations."""

from operations.models.chore_run import ChoreRun
from operations.models.heartbeat import Heartbeat
from operations.models.mail_failure import MailFailure

__all__ = ["ChoreRun", "Heartbeat", "MailFailure"]
