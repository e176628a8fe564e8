"""Runs the tasks of the queue in the database."""

import threading

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker


class TaskRunner:
    """Runs tasks one after the other, as ``manage.py db_worker`` does, but it can be one of several loops."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._name = get_random_string(32)

    def step(self) -> None:
        """Run the tasks that are ready. Raises ``DatabaseError`` if the database fails."""
        while not self._stop.is_set() and self._run_one():
            pass

    def _run_one(self) -> bool:
        worker = TaskWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self._name,
        )
        worker.run()
        return bool(worker._run_tasks)
