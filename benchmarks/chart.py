"""The figures as a chart: requests per second as a multiple of Wagtail API v2's, on a logarithmic scale."""

import math
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

LABELS, BARS, NUMBERS = 260, 440, 80
BAR, GAP, TOP = 18, 8, 44
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.quiet { fill: #59636e; font-size: 12px }
line { stroke: #d1d9e0 }
.series-0 { fill: #0969da } .series-1 { fill: #8250df }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc } .quiet { fill: #9198a1 } line { stroke: #3d444d }
  .series-0 { fill: #4493f8 } .series-1 { fill: #ab7df8 }
}
"""


def chart(results: Sequence[dict[str, Any]]) -> str:
    """Return an SVG with a bar for each case and database, for light and dark backgrounds."""
    measured = [result for result in results if result.get("side_by_side")]
    times = [_times(result) for result in measured]
    names = list(dict.fromkeys(name for series in times for name in series))
    longest = max((value for series in times for value in series.values()), default=10)
    decades = max(1, math.ceil(math.log10(longest)))
    step = BAR * len(measured) + GAP
    width, height = LABELS + BARS + NUMBERS, TOP + step * len(names) + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
        f"<style>{STYLE}</style>",
        "<title>Requests per second, as a multiple of those of Wagtail API v2</title>",
        *_axis(decades, height),
        *_legend([result["database"] for result in measured]),
    ]
    for row, name in enumerate(names):
        top = TOP + row * step
        middle = top + BAR * len(measured) / 2 + 5
        parts.append(f'<text x="{LABELS - 8}" y="{middle:g}" text-anchor="end">{escape(name)}</text>')
        for number, series in enumerate(times):
            if name in series:
                parts += _bar(number, series[name], top + number * BAR, decades)
    return "\n".join([*parts, "</svg>", ""])


def _times(result: dict[str, Any]) -> dict[str, float]:
    return {case["name"]: case["times"]["stock"]["rps"] for case in result["side_by_side"]["cases"]}


def _x(value: float, decades: int) -> float:
    # A case that is slower than Wagtail's has no bar, only its number.
    return LABELS + BARS * max(0.0, math.log10(value)) / decades


def _axis(decades: int, height: int) -> list[str]:
    parts = []
    for decade in range(decades + 1):
        x = _x(10**decade, decades)
        parts.append(f'<line x1="{x:g}" y1="{TOP - 8}" x2="{x:g}" y2="{height - 20}"/>')
        parts.append(f'<text class="quiet" x="{x:g}" y="{height - 6}" text-anchor="middle">{10**decade:,}x</text>')
    return parts


def _legend(databases: Sequence[str]) -> list[str]:
    parts = []
    for number, database in enumerate(databases):
        x = LABELS + number * 120
        parts.append(f'<rect class="series-{number}" x="{x}" y="8" width="12" height="12" rx="2"/>')
        parts.append(f'<text x="{x + 18}" y="19">{escape(database)}</text>')
    return parts


def _bar(number: int, value: float, top: float, decades: int) -> list[str]:
    end = _x(value, decades)
    written = f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
    return [
        f'<rect class="series-{number}" x="{LABELS}" y="{top:g}" width="{max(1.0, end - LABELS):.1f}"'
        f' height="{BAR - 3}" rx="2"/>',
        f'<text x="{end + 6:.1f}" y="{top + BAR - 6:g}">{written}</text>',
    ]
