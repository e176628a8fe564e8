"""Measures how much memory renditions of a large picture take, with N places for them: ``--help`` lists the options.

Each number of places is measured in a process of its own, in which as many threads ask for renditions as its places and
four more. ``RENDITIONS_AT_ONCE`` is the number of places, ``IMAGE_MEGAPIXELS`` bounds the size of the picture.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.memory import Peak, resident

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

MORE_THAN_PLACES = 4
FORMATS = ("JPEG", "PNG")


def measure(picture: Path, at_once: int) -> str:
    """Return a row of the table, measured in this process."""
    import django
    from django.conf import settings

    django.setup()
    settings.RENDITIONS_AT_ONCE, settings.RENDITION_WAIT = at_once, 600
    from PIL import Image as Pillow

    from pages.images.image import Image
    from pages.images.places import place
    from pages.images.renditions import rendition_filter

    with Pillow.open(picture) as opened:
        width, height = opened.size
    image = Image(pk=1, title="Large", collection_id=1, file=picture.name, width=width, height=height)
    content = picture.read_bytes()
    megabytes = 2**20

    filter = rendition_filter("width-960", "webp")

    def make(_: int) -> None:
        with place(filter.decoded_pixels(image)):
            filter.run(image, io.BytesIO(), source=io.BytesIO(content))

    before, started = resident(), time.perf_counter()
    with Peak(resident, 0.005) as peak, ThreadPoolExecutor(at_once + MORE_THAN_PLACES) as threads:
        list(threads.map(make, range(at_once + MORE_THAN_PLACES)))
    seconds = (time.perf_counter() - started) / (at_once + MORE_THAN_PLACES)
    grown = (peak.bytes - before) / megabytes
    return f"| {picture.suffix[1:].upper()} | {at_once} | {grown:.0f} | {seconds:.1f} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table: format, number at once, megabytes grown, seconds for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megapixels", type=int, default=50, help="size of the picture (50)")
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 2, 4], help="numbers of places (1 2 4)")
    parser.add_argument("--one", nargs=2, metavar=("PICTURE", "PLACES"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(measure(Path(given.one[0]), int(given.one[1])), flush=True)
        return
    from PIL import Image as Pillow

    side = round((given.megapixels * 10**6) ** 0.5)
    print(
        f"{given.megapixels} megapixels\n\n| original | places | MB grown | s each |\n|---|---:|---:|---:|", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        noise = Pillow.effect_noise((side // 8, side // 8), 80).convert("RGB").resize((side, side))
        for name in FORMATS:
            picture = Path(folder) / f"large.{name.lower()}"
            noise.save(picture, name)
            for places in given.at_once:
                one = ["--one", str(picture), str(places)]
                subprocess.run([sys.executable, "-m", "benchmarks.rendition_memory", *one], check=True)


if __name__ == "__main__":
    main()
