"""What load tells, and how rounds are compared."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.load import Load, LoadFailed, read_load
from benchmarks.rounds import Target, compare

PROJECT = Path(__file__).resolve().parents[2]

PRINTED = """Running 1s test @ http://127.0.0.1:8765/
  1491 requests in 1.00s, 639.21KB read
Transfer/sec:    638.25KB

{"requests": 200, "seconds": 2.0, "socket_errors": 0, "bad_statuses": 0, "bytes": 3000, "p50_ms": 3.5, "p99_ms": 9.0}
"""


def test_the_last_line_holds_the_figures() -> None:
    load = read_load(PRINTED, cpu=0.5, url="http://127.0.0.1:8765/")
    assert load == Load(rps=100, p50_ms=3.5, p99_ms=9.0, cpu_ms=2.5, bytes=15)


@pytest.mark.parametrize("name", ["socket_errors", "bad_statuses"])
def test_one_failed_request_fails_the_run(name: str) -> None:
    with pytest.raises(LoadFailed, match=name):
        read_load(PRINTED.replace(f'"{name}": 0', f'"{name}": 1'), cpu=0.5, url="http://127.0.0.1:8765/")


def test_nothing_answered_fails_the_run() -> None:
    with pytest.raises(LoadFailed, match="returned no response"):
        read_load(PRINTED.replace('"requests": 200', '"requests": 0'), cpu=0.5, url="http://127.0.0.1:8765/")


def load(rps: float, cpu_ms: float) -> Load:
    return Load(rps=rps, p50_ms=1, p99_ms=2, cpu_ms=cpu_ms, bytes=10)


def test_ratios_are_those_of_single_rounds() -> None:
    # In the second round the machine was slow, for all of them.
    sides = {name: Target(name, ("pages/",)) for name in ("ours", "stock", "bare")}
    loads = {
        sides["ours"]: [load(100, 2), load(10, 20), load(90, 2)],
        sides["stock"]: [load(50, 4), load(2, 60), load(50, 8)],
        sides["bare"]: [load(1000, 0.5), load(100, 5), load(1000, 0.5)],
    }
    found = compare(sides, loads)
    assert found["times"]["stock"] == {"rps": 2.0, "cpu": 3.0}
    assert found["times"]["bare"] == {"rps": 0.1, "cpu": 0.25}
    assert found["sides"]["ours"]["rps"] == 90


def test_without_wrk_it_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks"]
    finished = subprocess.run(command, cwd=PROJECT, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert finished.returncode == 1
    assert "apt-get install wrk" in finished.stderr
