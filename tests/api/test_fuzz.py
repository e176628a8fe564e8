"""Whatever the request, the response is a documented one: never a failure, never slow, never a write.

``FUZZ_REQUESTS`` is how many requests are made, ``FUZZ_SEED`` where the first batch of them begins.
"""

import os
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.api.canaries import Menagerie
from tests.api.crawl import Crawl
from tests.api.fuzz_report import SHOWN, Report
from tests.api.fuzz_requests import Vocabulary, requests
from tests.api.handler import Request
from tests.slices import how_many

pytestmark = pytest.mark.slow

REQUESTS = how_many(250, 1000, "FUZZ_REQUESTS")
SEED = int(os.environ.get("FUZZ_SEED") or 1)
#: Examples of one seed, and requests of one example.
EXAMPLES, TOGETHER = 200, 10


def run(report: Report, vocabulary: Vocabulary, number: int) -> None:
    """Make the requests of one seed; every second time as on a developer's machine."""

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(requests(vocabulary), min_size=TOGETHER, max_size=TOGETHER))
    def ask(together: list[Request]) -> None:
        for request in together:
            if report.asked < REQUESTS:
                report.ask(request, number)
                report.say(REQUESTS)

    unlimited = dict.fromkeys(django_settings.PREVIEW_RATES, "1000000/s")
    with override_settings(DEBUG=number % 2 == 0, PREVIEW_RATES=unlimited):
        ask()


def test_every_request_has_a_documented_response(
    menagerie: Menagerie, record_property: Callable[[str, object], None]
) -> None:
    crawl = Crawl(menagerie)
    report, vocabulary = Report(crawl), Vocabulary(crawl)
    number = SEED
    while report.asked < REQUESTS:
        run(report, vocabulary, number)
        number += 1
    for line in (*report.summary(), *report.statement_lines()):
        print(line, flush=True)
    for line in report.summary():
        record_property("summary", line)
    assert report.faults[:SHOWN] == []
