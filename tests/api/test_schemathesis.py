"""Requests drawn from the OpenAPI document, whose responses are checked against the document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.api.everything import Everything
from tests.slices import THOROUGH

pytestmark = pytest.mark.slow

CONFIG = schemathesis.Config.from_dict(
    {
        # Hundreds of requests for each operation, which every process that collects this module has to make up first.
        "phases": {"coverage": {"enabled": THOROUGH}},
        "checks": {
            # Malformed requests are bad requests, but some paths lead nowhere and some addresses are too long.
            "negative_data_rejection": {"expected-statuses": [400, 404, 405, 406, 410, 414]},
            # What `fields`, `cursor`, `order` and ids of pages take cannot be expressed in JSON Schema.
            "positive_data_acceptance": {"enabled": False},
        },
    }
)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/openapi.yaml"

api = schemathesis.openapi.from_path(DOCUMENT, config=CONFIG)
api.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def connection(everything: Everything, settings: Any) -> Iterator[None]:
    """Requests keep the connection in whose transaction the content is; a server would give it back.

    Tokens may be guessed at will: many requests come from the one address of the tests.
    """
    settings.PREVIEW_RATES = dict.fromkeys(settings.PREVIEW_RATES, "1000000/s")
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@api.parametrize()
@hypothesis_settings(
    max_examples=5, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_every_response_is_as_documented(case: schemathesis.Case) -> None:
    # The client there does not decompress what it asks for by itself.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
