"""The work beside the server: whether anybody does it, and what waits for it."""

import datetime

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from api.models import ChangeCounter
from delivery.models import Subscription
from operations.beats import last_beats, silent_for
from operations.health.durations import in_words
from operations.health.health_check import Finding, error, ok, warning
from pages.publishing.scheduled_instants import earliest, first_expiry

#: The loops of ``manage.py run_worker`` by their names, with how often ``HEARTBEAT_SECONDS`` each may be silent: a task
#: may take long.
LOOPS = {"Scheduled publishing": 1, "Delivery": 1, "Tasks": 10}


def loops() -> dict[str, datetime.timedelta]:
    """Return how long each loop that should be running may be silent."""
    names = [name for name in LOOPS if name != "Tasks" or settings.TASKS_ARE_QUEUED]
    return {name: datetime.timedelta(seconds=settings.HEARTBEAT_SECONDS * LOOPS[name]) for name in names}


def silent_loops() -> dict[str, datetime.datetime | None]:
    """Return the loops that are silent for too long, with when each was last heard of. One query."""
    beats, now = last_beats(), timezone.now()
    heard = {name: (beats.get(name), longest) for name, longest in loops().items()}
    return {name: at for name, (at, longest) in heard.items() if at is None or now - at > longest}


def silent_loops_of_this_process(since: float) -> list[str]:
    """Return the loops of this process, a worker that began at that monotonic time, which are silent for too long."""
    return [name for name, longest in loops().items() if silent_for(name, since) > longest.total_seconds()]


def judge_scheduler() -> Finding:
    """Look whether scheduled publishing was heard of."""
    return _judge_loop("Scheduled publishing")


def judge_worker() -> Finding:
    """Look whether deliveries were heard of."""
    return _judge_loop("Delivery")


def judge_task_worker() -> Finding:
    """Look whether the runner of tasks was heard of."""
    if not settings.TASKS_ARE_QUEUED:
        return ok("Tasks run inside the request.")
    return _judge_loop("Tasks")


def _judge_loop(name: str) -> Finding:
    at = last_beats().get(name)
    if at is None:
        return error("It has never run.")
    silence = timezone.now() - at
    sentence = f"It last worked {in_words(silence)} ago."
    return error(sentence) if silence > loops()[name] else ok(sentence)


def judge_due() -> Finding:
    """Look for what should have gone live or ended, and has not."""
    since = oldest_due()
    if since is None:
        return ok("Nothing is overdue.")
    late = timezone.now() - since
    sentence = f"The oldest publication or expiry is {in_words(late)} late."
    return error(sentence) if late > datetime.timedelta(seconds=settings.HEARTBEAT_SECONDS) else ok(sentence)


def oldest_due() -> datetime.datetime | None:
    """Return the first instant at which something was to go live or to end that has not; ``None`` if all has."""
    now = timezone.now()
    expiry = first_expiry()
    live = Revision.objects.filter(approved_go_live_at__lte=now).aggregate(at=Min("approved_go_live_at"))["at"]
    return earliest((expiry if expiry is not None and expiry <= now else None, live))


def waiting_tasks() -> tuple[int, datetime.datetime | None]:
    """Return the number of tasks that are ready, and since when the oldest is."""
    ready = DBTaskResult.objects.ready()
    return ready.count(), ready.aggregate(at=Min("enqueued_at"))["at"]


def judge_tasks() -> Finding:
    """Count the tasks that wait."""
    count, since = waiting_tasks()
    if since is None:
        return ok("No task waits.")
    waited = timezone.now() - since
    sentence = f"{count} {'task waits' if count == 1 else 'tasks wait'}, the oldest for {in_words(waited)}."
    return warning(sentence) if waited > datetime.timedelta(seconds=settings.HEALTH_BACKLOG_SECONDS) else ok(sentence)


def judge_deliveries() -> Finding:
    """Count, for each receiver, the changes that it has not been told, and name those that fail."""
    last, now = ChangeCounter.current().sequence, timezone.now()
    lines, is_late = [], False
    for subscription in Subscription.objects.exclude(state=Subscription.State.PAUSED):
        failing = subscription.failing_since
        if subscription.state != Subscription.State.ACTIVE:
            line = "not told any more"
        elif failing is not None:
            line = f"failing for {in_words(now - failing)}"
        else:
            line = ""
        is_late |= subscription.state != Subscription.State.ACTIVE
        is_late |= failing is not None and now - failing > datetime.timedelta(seconds=settings.HEALTH_BACKLOG_SECONDS)
        behind = max(last - subscription.cursor, 0)
        if behind or line:
            parts = [line, f"{behind} changes behind" if behind else ""]
            lines.append(f"“{subscription.name}”: {', '.join(filter(None, parts))}")
    if not lines:
        return ok("Every receiver has been told everything.")
    return (warning if is_late else ok)("; ".join(lines) + ".")
