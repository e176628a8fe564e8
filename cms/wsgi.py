"""The WSGI entry point: `gunicorn cms.wsgi`, `granian --interface wsgi cms.wsgi:application`."""

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

_django = get_wsgi_application()

# Models can be imported only once Django is set up.
from api.stored_responses.wsgi import StoredResponsesFirst  # noqa: E402
from cms.static_files import refuse_without_static_files  # noqa: E402
from pages.checks import refuse_demo_login  # noqa: E402

refuse_without_static_files()
refuse_demo_login()

_stored = StoredResponsesFirst(_django) if settings.STORED_RESPONSES_BEFORE_DJANGO else None
application: "WSGIApplication" = _stored or _django

if settings.METRICS_TOKEN:
    from operations.metrics.front import CountedRequests

    # In front of both: most requests never come to Django.
    application = CountedRequests(application, lambda: _stored.size if _stored else 0)

if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
    from operations.metrics.traces import TracedRequests

    application = TracedRequests(application)

if settings.BACKGROUND_WORK == "web":
    from delivery.worker.background import work_while_process_serves

    work_while_process_serves()
