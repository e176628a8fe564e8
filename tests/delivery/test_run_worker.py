"""One process does all work beside the server, and stops cleanly."""

import datetime
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.tasks import update_reference_index_task

from delivery.models import Subscription
from delivery.subscribing import begin
from delivery.worker.tasks import TaskRunner
from tests.content import make_section
from tests.delivery.receiver import Receiver
from tests.killable import on_test_database
from tests.servers import free_port, wsgi_server
from tests.waiting import LONGEST, eventually

# The settings of tests do not read the environment.
IN_WEB = {"BACKGROUND_WORK": "web", "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
#: The processes that can do it: one of its own, or the web server.
PROCESSES: dict[str, tuple[Callable[[], list[str]], dict[str, str]]] = {
    "worker": (lambda: [sys.executable, "manage.py", "run_worker", "--probe-port", str(free_port())], {}),
    "web": (lambda: wsgi_server("granian", free_port(), 1), IN_WEB),
}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("which", PROCESSES)
def test_it_publishes_delivers_and_ends_when_it_is_asked_to(which: str, receiver: Receiver) -> None:
    command, variables = PROCESSES[which]
    arguments = command()
    page = make_section(title="One")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    begin(Subscription(name="Test", address=receiver.url, allow_private=True)).save()
    process = subprocess.Popen(
        arguments,
        cwd=django_settings.BASE_DIR,
        env={**on_test_database(), **variables},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        make_section(title="Two")
        eventually(lambda: receiver.received)
        eventually(lambda: not Page.objects.get(pk=page.pk).live)
        if which == "worker":
            eventually(lambda: is_ready(int(arguments[-1])))
        eventually(lambda: "unpublished" in {c["action"] for r in receiver.received for c in r.json["changes"]})
        connection.close()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=LONGEST)
    finally:
        process.kill()
    assert (process.returncode, "Traceback" in errors) == (0, False), errors
    assert Subscription.objects.get().taken_by == ""


def is_ready(port: int) -> bool:
    client = HTTPConnection("127.0.0.1", port, timeout=20)
    client.request("GET", "/readyz")
    return client.getresponse().status == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tasks_of_the_queue_are_run(settings: Any) -> None:
    page = make_section(title="One")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    stop = threading.Event()
    runner = TaskRunner(stop)
    runner.step()
    for key in (page.pk, 10**9, page.pk):
        update_reference_index_task.enqueue("wagtailcore", "page", key)
    assert DBTaskResult.objects.ready().count() == 3
    runner.step()
    # One that fails does not stop the others.
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL", "SUCCESSFUL"]
    update_reference_index_task.enqueue("wagtailcore", "page", page.pk)
    stop.set()
    runner.step()
    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_task_of_the_future_waits(settings: Any) -> None:
    page = make_section(title="One")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    later = timezone.now() + datetime.timedelta(hours=1)
    update_reference_index_task.using(run_after=later).enqueue("wagtailcore", "page", page.pk)
    TaskRunner(threading.Event()).step()
    assert [result.status for result in DBTaskResult.objects.all()] == ["READY"]
