"""Compares what publishing an event costs with what it costs in Wagtail alone: statements and processor time.

The same event of the demo content is changed and published in turn with everything that this project adds, and without:
its signal handlers, what runs before a commit, and the methods by which pages extend those of Wagtail are switched off.
It needs no service; the database is SQLite in a temporary folder.
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

#: Packages whose signal handlers are this project's.
OURS = ("api.", "delivery.", "demo.", "pages.")
#: Methods that Wagtail's pages have, too.
METHODS = ("save", "save_base", "publish", "full_clean", "serializable_data", "with_content_json", "save_revision")


@contextmanager
def wagtail_alone(model: type[Any]) -> Iterator[None]:
    """Switch off, in this process, what the project adds to publishing a page of a model."""
    from django.db.models import signals
    from wagtail import signal_handlers
    from wagtail import signals as wagtail_signals
    from wagtail.models import Page

    from pages.database import before_commit

    with ExitStack() as stack:
        for module in (signals, wagtail_signals):
            for signal in {found for found in vars(module).values() if hasattr(found, "receivers")}:
                kept = [entry for entry in signal.receivers if not _is_ours(entry[1])]
                stack.enter_context(patch.object(signal, "receivers", kept))
                signal.sender_receivers_cache.clear()
                stack.callback(signal.sender_receivers_cache.clear)
        for part in model.__mro__:
            for name in METHODS:
                if part.__module__.startswith(OURS) and name in vars(part):
                    stack.enter_context(patch.object(part, name, getattr(Page, name)))
        stack.enter_context(patch.object(before_commit, "_callbacks", []))
        # Wagtail's reference index, which ours are kept from updating at each save.
        stack.enter_context(patch("api.changes.reference_index.post_save"))
        signal_handlers.connect_reference_index_signal_handlers()
        yield


def _is_ours(receiver: Any) -> bool:
    function = (
        receiver() if hasattr(receiver, "__callback__") or type(receiver).__name__ == "ReferenceType" else receiver
    )
    return str(getattr(function, "__module__", "")).startswith(OURS)


def publish_once(model: type[Any], key: int, number: int) -> tuple[int, float]:
    """Change a page and publish it; return the number of statements and the seconds of processor time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = model.objects.get(pk=key)
    page.title = f"An event, for the {number}th time"
    # Collecting statements takes time of its own, the same for both.
    with CaptureQueriesContext(connection) as statements:
        started = time.process_time()
        page.save_revision().publish()
        seconds = time.process_time() - started
    return len(statements), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds

    import django

    django.setup()
    from django.core.management import call_command

    from demo.seed import seed_demo
    from pages.models import EventPage

    print("Making the database and the demo content ...", flush=True)
    call_command("migrate", verbosity=0)
    seed_demo()
    event = EventPage.objects.live().order_by("pk").first()
    assert event is not None
    costs: dict[str, list[tuple[int, float]]] = {"with this project": [], "Wagtail alone": []}
    for number in range(rounds + 1):
        print(f"\r{number} of {rounds}", end="", flush=True)
        found = {"with this project": publish_once(EventPage, event.pk, number)}
        with wagtail_alone(EventPage):
            found["Wagtail alone"] = publish_once(EventPage, event.pk, number)
        # The first time fills caches of each.
        for name, cost in found.items() if number else ():
            costs[name].append(cost)
    print(f"\r{'':20}{'statements':>12}{'ms of CPU':>12}")
    medians = {
        name: (statistics.median(count for count, _ in found), statistics.median(took for _, took in found) * 1000)
        for name, found in costs.items()
    }
    for name, (statements, milliseconds) in medians.items():
        print(f"{name:20}{statements:12.0f}{milliseconds:12.0f}")
    ours, alone = medians["with this project"], medians["Wagtail alone"]
    print(f"{'ratio':20}{ours[0] / alone[0]:12.2f}{ours[1] / alone[1]:12.2f}")


if __name__ == "__main__":
    main()
