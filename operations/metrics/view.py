"""``/metrics``, which Prometheus reads."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from operations.metrics.from_database import DatabaseCollector
from operations.metrics.instruments import REGISTRY
from operations.tokens import has_token

#: The variable that the library reads: a folder in which the processes of a machine count.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return all figures to whoever has ``METRICS_TOKEN``; to others there is nothing here."""
    if not has_token(request, settings.METRICS_TOKEN):
        raise Http404
    of_database = CollectorRegistry()
    of_database.register(DatabaseCollector())
    return HttpResponse(counted() + generate_latest(of_database), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def counted() -> bytes:
    """Return what this process has counted, or all processes of this machine if they count together."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return generate_latest(REGISTRY)
    forget_dead_processes(Path(folder))
    together = CollectorRegistry()
    MultiProcessCollector(together, path=folder)
    return generate_latest(together)


def forget_dead_processes(folder: Path) -> None:
    """Leave out the memory of processes that have ended; what they counted stays."""
    for identifier in {int(found[1]) for path in folder.iterdir() if (found := re.search(r"_(\d+)\.db$", path.name))}:
        try:
            os.kill(identifier, 0)
        except ProcessLookupError:
            mark_process_dead(identifier, path=str(folder))
        except PermissionError:
            # It runs as somebody else.
            continue
