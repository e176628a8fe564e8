"""The WSGI entry point: `gunicorn cms.wsgi`, `granian --interface wsgi cms.wsgi:application`."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

#: The number of new objects after which the youngest generation is collected; Python's default is 700.
GARBAGE_COLLECTION_THRESHOLD = 10_000

_django = get_wsgi_application()

# Models can be imported only once Django is set up.
from api.stored_responses.wsgi import StoredResponsesFirst  # noqa: E402
from pages.checks import refuse_demo_login  # noqa: E402

refuse_demo_login()

application = StoredResponsesFirst(_django) if settings.STORED_RESPONSES_BEFORE_DJANGO else _django

# Everything loaded so far lives as long as the process, so the collector need not traverse it every time. Nor need it
# run after every few hundred objects: building one response creates thousands.
if settings.FREEZE_GARBAGE_COLLECTION:
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_COLLECTION_THRESHOLD)
