"""Pages of the demo as Lighthouse judges them: what does not depend on the machine is asserted.

``LIGHTHOUSE_TABLE`` prints all figures as a table, for docs/design.md (``make lighthouse``).
"""

import json
import os
import re
from typing import Any

import pytest
import requests
from django.core.management import call_command

from tests.e2e.conftest import CHROMIUM
from tests.node import PROJECT, run

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LIGHTHOUSE = PROJECT / "tests" / "lighthouse"
PAGES = {
    "home": "/",
    "post": "/posts/the-third-week-of-august/",
    "event": "/events/a-story-for-your-representative/",
    "events": "/events/",
    "about": "/about/",
}


def measure(urls: list[str]) -> dict[str, Any]:
    """Return the report of each URL."""
    if not (LIGHTHOUSE / "node_modules").exists():
        run("npm", "ci", directory=LIGHTHOUSE, PUPPETEER_SKIP_DOWNLOAD="1")
    printed = run("node", "measure.mjs", str(CHROMIUM), *urls, directory=LIGHTHOUSE)
    reports: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return reports


def print_table(reports: dict[str, Any]) -> None:
    """Print the reports as a table in Markdown."""
    scores = ("performance", "accessibility", "best practices", "SEO")
    columns = ("page", *scores, "FCP", "LCP", "TBT", "CLS", "HTML", "JS", "all")
    print("\n|", " | ".join(columns), "|\n|" + "---|" * len(columns))
    for name, report in reports.items():
        seconds, weight = report["seconds"], report["bytes"]
        times = [f"{seconds[key]:.1f} s" for key in ("firstContentfulPaint", "largestContentfulPaint", "totalBlocking")]
        weights = [f"{weight[key] / 1000:.1f} kB" for key in ("document", "scripts", "all")]
        points = map(str, report["scores"].values())
        print("|", " | ".join((name, *points, *times, f"{report['layoutShift']:.2f}", *weights)), "|")


def test_lighthouse(frontend: str) -> None:
    call_command("seed_demo", verbosity=0)
    urls = {name: frontend + path for name, path in PAGES.items()}
    for url in urls.values():
        response = requests.get(url, timeout=60)
        assert response.status_code == 200
        # A size of a picture is made when it is first asked for, which is no property of the page.
        for picture in set(re.findall(r"https?://[^\"' ,]+-\d+\.(?:avif|webp)", response.text)):
            assert requests.get(picture, timeout=60).status_code == 200
    measured = measure(list(urls.values()))
    reports = {name: measured[url] for name, url in urls.items()}
    if os.environ.get("LIGHTHOUSE_TABLE"):
        print_table(reports)
    for name, report in reports.items():
        assert report["failures"] == [], name
        scores = {category: score for category, score in report["scores"].items() if category != "performance"}
        assert scores == {"accessibility": 100, "best-practices": 100, "seo": 100}, name
        assert report["layoutShift"] == 0, name
        assert report["bytes"]["document"] < 60_000 and report["bytes"]["scripts"] < 4_000, name
