"""The WSGI entry point: `gunicorn cms.wsgi`, `granian --interface wsgi cms.wsgi:application`."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

#: How many more objects than before there are when garbage is collected among the youngest; Python's own is 700.
GARBAGE_COLLECTION_THRESHOLD = 10_000

_django = get_wsgi_application()

# Models can be imported only once Django is set up.
from api.stored_responses.wsgi import StoredResponsesFirst  # noqa: E402
from pages.checks import refuse_demo_login  # noqa: E402

refuse_demo_login()

application = StoredResponsesFirst(_django) if settings.STORED_RESPONSES_BEFORE_DJANGO else _django

# What is loaded by now stays as long as the process: whoever collects garbage need not look through it again and again,
# nor after every few hundred objects, of which an answer is made from thousands.
if settings.FREEZE_GARBAGE_COLLECTION:
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_COLLECTION_THRESHOLD)
