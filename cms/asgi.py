"""The ASGI entry point, which serves the stream of changes and nothing else: `manage.py run_stream` starts it."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

django.setup(set_prefix=False)

# Models can be imported only once Django is set up.
from api.stream.application import StreamApplication  # noqa: E402

application = StreamApplication(also=("/healthz", "/livez", "/readyz"))
