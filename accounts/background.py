"""Work whose duration must not show in the response."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks.base import Task

_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="accounts")


def run_unseen(task: Task[Any, Any], *arguments: Any) -> None:
    """Run a task so that the response is the same, and as fast, whatever it does.

    With a queue, a worker runs it. Otherwise a thread of this process does: the backend “immediate” would run it before
    the response. Its errors are logged with the result of the task.
    """
    if settings.TASKS_ARE_QUEUED:
        task.enqueue(*arguments)
    else:
        _executor.submit(_run, task, arguments)


def wait_until_done() -> None:
    """Return when everything that was handed over before is done."""
    _executor.submit(lambda: None).result()


def _run(task: Task[Any, Any], arguments: tuple[Any, ...]) -> None:
    close_old_connections()
    try:
        task.enqueue(*arguments)
    finally:
        connections.close_all()
