"""Measures the memory of a whole installation: when it has started, after many URLs, and after a large upload.

``python -m benchmarks.machine_memory`` installs as docs/operations.md says (``deploy/rehearsal/``), fills the site,
starts the processes of each set, and adds up the proportional set sizes (PSS, which count shared memory once) of all of
them. Needs Linux and nginx, whose memory is not counted.
"""

import argparse
import io
import itertools
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import Peak, shared_out
from benchmarks.progress import show
from deploy.rehearsal.browser import Browser
from deploy.rehearsal.site import DOMAIN, PROJECT, prepared
from deploy.rehearsal.steps import Rehearsal, installation

#: How many pages of each kind the site gets.
KINDS = {"posts": 500, "events": 120}


@dataclass(frozen=True)
class MachineSet:
    """The processes of an installation, by the names of their units, and the variables that differ."""

    processes: Sequence[str]
    workers: int
    variables: Mapping[str, str] = field(default_factory=dict)


SETS = {
    "two web workers, worker, stream": MachineSet(("web", "worker", "stream"), 2),
    "one web worker, worker": MachineSet(("web", "worker"), 1, {"STORED_RESPONSES_MEGABYTES": "32"}),
    "small: one web worker with the background work": MachineSet(
        ("web",), 1, {"STORED_RESPONSES_MEGABYTES": "32", "BACKGROUND_WORK": "web"}
    ),
}


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.machine_memory", description=__doc__)
    parser.add_argument("--urls", type=int, default=5_000, help="the number of different URLs that are requested")
    parser.add_argument("--megapixels", type=int, default=24, help="the size of the picture that is uploaded")
    parser.add_argument("--only", choices=SETS, action="append", help="measure this set only; may be repeated")
    parser.add_argument("--static", type=Path, help="a folder that collectstatic has filled, instead of filling one")
    arguments = parser.parse_args()
    with prepared(short=True) as site:
        rehearsal = Rehearsal(site, short=True, static=arguments.static, database=None, postgres="", redis="")
        _install(rehearsal)
        print(
            f"| MB after {arguments.urls:,} URLs, upload of {arguments.megapixels} megapixels "
            "| at start | after the URLs | most while uploading | after the upload |",
            "|---|---:|---:|---:|---:|",
            sep="\n",
            flush=True,
        )
        for name in arguments.only or SETS:
            figures = _measure(rehearsal, SETS[name], arguments.urls, arguments.megapixels)
            print(f"| {name} | {' | '.join(f'{figure / 1_000_000:.0f}' for figure in figures)} |", flush=True)


def _install(rehearsal: Rehearsal) -> None:
    site = rehearsal.site
    for title, step in installation(rehearsal):
        print(f"{title} ...", file=sys.stderr)
        step()
    for name in ("benchmarks", "tests"):
        shutil.copytree(PROJECT / name, site.project / name, ignore=shutil.ignore_patterns("__pycache__"))
    print("Filling the site ...", file=sys.stderr)
    site.run(
        str(site.bin / "python"),
        "-c",
        "import django; django.setup(); from benchmarks.site import Sizes, build_site; "
        f"build_site(Sizes({KINDS['posts']}, {KINDS['events']}, images=60, people=50, organizations=20))",
        DJANGO_SETTINGS_MODULE="cms.settings.production",
    )


def _measure(rehearsal: Rehearsal, machine: MachineSet, urls: int, megapixels: int) -> tuple[int, ...]:
    """Return the bytes at the start, after the URLs, at most during the upload, and after it."""
    site = rehearsal.site
    rehearsal.paths["--workers 2"] = f"--workers {machine.workers}"
    rehearsal.services_start(machine.processes, **machine.variables)
    counted = [process.pid for process in site.processes.values()]
    rehearsal.proxy_starts()
    rehearsal.sign_in()
    started = shared_out(counted)
    paths = list(_paths(rehearsal.browser, urls))
    for number, path in enumerate(paths, 1):
        rehearsal.browser.get(path)
        if number % 50 == 0 or number == len(paths):
            show("Requesting URLs", number, len(paths))
    requested = shared_out(counted)
    with Peak(lambda: shared_out(counted), 0.02) as peak:
        _upload(rehearsal.browser, megapixels)
    uploaded = shared_out(counted)
    site.stop()
    site.processes.clear()
    shutil.rmtree(site.root / "nginx")
    return started, requested, peak.bytes, uploaded


def _paths(browser: Browser, number: int) -> Iterator[str]:
    """Yield so many different URLs of the API: details of all pages in three forms, then lists from every page on."""
    details = [
        f"/api/v2/{kind}/{key}/{fields}"
        for kind, many in KINDS.items()
        for offset in range(0, many, 100)
        for key in _keys(browser, f"/api/v2/{kind}/?fields=_,id&limit=100&offset={offset}")
        for fields in ("", "?fields=*", "?fields=_,title")
    ]
    lists = (
        f"/api/v2/{kind}/?limit={limit}&offset={offset}"
        for limit in (20, 10, 50, 5, 6, 3)
        for kind, many in KINDS.items()
        for offset in range(many)
    )
    yield from itertools.islice(itertools.chain(details, lists), number)


def _keys(browser: Browser, path: str) -> list[int]:
    return [item["id"] for item in json.loads(browser.get(path).body)["items"]]


def _upload(browser: Browser, megapixels: int) -> None:
    """Upload a picture in the admin, and ask for every size and format of it that the API offers."""
    from PIL import Image

    side = int((megapixels * 1_000_000) ** 0.5)
    file = io.BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(file, "JPEG", quality=85)
    form = {"title": "A large picture", "focal_point_x": "", "focal_point_y": ""}
    uploaded = browser.fill_in("/admin/images/add/", form, {"file": ("large.jpg", file.getvalue())})
    if uploaded.status != 302:
        sys.exit(f"The picture was refused: {uploaded.status}.")
    (key,) = _keys(browser, "/api/v2/images/?fields=_,id&order=-id&limit=1")
    found = set(
        re.findall(
            rf"https://{re.escape(DOMAIN)}(/images/[^\s\"{{}}]+)(?=[\s\"])", browser.get(f"/api/v2/images/{key}/").text
        )
    )
    for number, path in enumerate(sorted(found), 1):
        browser.get(path)
        show("Requesting renditions", number, len(found))


if __name__ == "__main__":
    main()
