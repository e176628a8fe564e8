"""Writes the figures as Markdown tables."""

from collections.abc import Iterator, Sequence
from typing import Any


def report(results: Sequence[dict[str, Any]]) -> str:
    """Return the report on all databases."""
    return "\n".join(line for result in results for line in _database(result))


def _database(result: dict[str, Any]) -> Iterator[str]:
    yield f"## {result['database']}"
    yield ""
    if found := result.get("side_by_side"):
        yield from _side_by_side(found)
        for name, published in found["publishing"].items():
            yield from _publishing(name, published)
    if found := result.get("while_publishing"):
        yield from _while_publishing(found)
    if found := result.get("growth"):
        yield from _growth(found)
    if found := result.get("shortcuts"):
        yield from _shortcuts(found)


def _side_by_side(found: dict[str, Any]) -> Iterator[str]:
    sizes = found["sizes"]
    measured = f"{found['rounds']} rounds of {found['seconds']:g} s; {found['program']}."
    yield f"{sizes['posts']:,} posts, {sizes['events']:,} events; {measured}"
    yield "CPU ms: ours, Wagtail's and the bare view's; kB: ours and Wagtail's."
    yield ""
    yield from _table(
        ["", "requests/s", "times Wagtail's", "by CPU", "of the bare view", "p50, p99 ms", "Wagtail's", "CPU ms", "kB"],
        [_figures(case) for case in found["cases"]],
    )
    yield from (f"* {case['name']}: {case['note']}" for case in found["cases"] if case["note"])
    yield from (f"* {name}: skipped, {reason}." for name, reason in found["skipped"].items())
    yield ""
    yield "Queries per request: with an empty cache, and when the request is repeated."
    yield ""
    yield from _table(
        ["", "ours", "Wagtail's"],
        [
            [case["name"], *(_pair(case["queries"][side], ("first", "next")) for side in ("ours", "stock"))]
            for case in found["cases"]
            if case["queries"]
        ],
    )


def _figures(case: dict[str, Any]) -> list[str]:
    sides, times = case["sides"], case["times"]
    return [
        case["name"],
        _number(sides["ours"]["rps"]),
        _number(times["stock"]["rps"]),
        _number(times["stock"]["cpu"]),
        f"{times['bare']['rps']:.0%}",
        _pair(sides["ours"], ("p50_ms", "p99_ms")),
        _pair(sides["stock"], ("p50_ms", "p99_ms")),
        " / ".join(_number(sides[side]["cpu_ms"]) for side in ("ours", "stock", "bare")),
        " / ".join(_number(sides[side]["bytes"] / 1000) for side in ("ours", "stock")),
    ]


def _publishing(name: str, found: dict[str, Any]) -> Iterator[str]:
    ratio, where = found["hit_ratio"], {"stored": "Stored in memory", "redis": "Stored in Redis"}[name]
    yield (
        f"{where}: while one of {found['pages']:,} pages was published every second for {found['seconds']} s "
        f"(each took {_number(found['publish_ms'])} ms), {found['reads']:,} random pages were read, "
        + ("without a Cache-Status header." if ratio is None else f"{ratio:.1%} of them from stored responses.")
    )
    yield ""


def _while_publishing(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"A mix of 200 URLs for {found['seconds']} s without publications, "
        "and as long while one page is published every second."
    )
    yield ""
    yield from _table(
        ["", "requests/s", "while publishing", "kept", "p50, p99 ms", "while publishing"],
        [
            [
                name,
                _number(figures["alone"]["rps"]),
                _number(figures["beside"]["rps"]),
                f"{figures['kept']:.0%}",
                _pair(figures["alone"], ("p50_ms", "p99_ms")),
                _pair(figures["beside"], ("p50_ms", "p99_ms")),
            ]
            for name, figures in found["mixed"].items()
        ],
    )
    yield "CPU ms of a list after one of its pages was published, in one process."
    yield ""
    names = list(next(iter(found["lists"].values())))
    yield from _table(
        ["", *names], [[name, *(_number(took[side]) for side in names)] for name, took in found["lists"].items()]
    )


def _growth(found: dict[str, Any]) -> Iterator[str]:
    yield f"The shortest of {found['repeats']} requests in one process, in milliseconds, by the number of posts."
    yield ""
    rows = [[name, *map(_number, times), _number(times[-1] / times[0])] for name, times in found["least_ms"].items()]
    yield from _table(["", *(f"{posts:,}" for posts in found["posts"]), "times"], rows)


def _shortcuts(found: dict[str, Any]) -> Iterator[str]:
    measured = f"{found['rounds']} rounds of {found['seconds']:g} s; {found['program']}."
    yield f"CPU ms of a request with all shortcuts, and how many times that it takes without one. {measured}"
    yield ""
    without = [name for name in next(iter(found["cases"].values())) if name != "all"]
    rows = [
        [case, _number(of_case["all"]["cpu_ms"]), *(f"{of_case[name]['times']:.2f}" for name in without)]
        for case, of_case in found["cases"].items()
    ]
    yield from _table(["", "CPU ms", *(f"{name}=off" for name in without)], rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(['---', *['--:'] * (len(header) - 1)])}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _pair(figures: dict[str, float], names: tuple[str, str]) -> str:
    return ", ".join(_number(figures[name]) for name in names)


def _number(value: float) -> str:
    """Return a figure with up to three significant digits."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
