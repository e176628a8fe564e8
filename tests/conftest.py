"""What all tests share."""

import gc
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from tests.buckets import KEY, Bucket, new_bucket, service
from tests.databases import OwnDatabase, own_database
from tests.shared import SharedContent, commits, is_served, shared_by
from tests.slices import THOROUGH

# Always the same examples, and more of them in `.ci/run`. How long one takes depends on the machine.
_ALWAYS: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("default", derandomize=True, max_examples=30, **_ALWAYS)
settings.register_profile("ci", derandomize=True, max_examples=60, **_ALWAYS)
settings.load_profile("ci" if THOROUGH else "default")

#: What these modules share takes longest to make, so that they are one for the scheduler.
WITH_CANARIES = {f"tests/api/test_{name}.py" for name in ("canary", "cms_host", "feed_canaries", "full_length", "fuzz")}

#: The modules that take longest. They come first, so that no core is left alone with one at the end.
LONGEST = {
    *("canary", "feed_canaries", "fuzz", "never_stale", "page_type_families", "differential", "add_a_page_type"),
    *("resolve", "add_a_record_kind", "seed_demo"),
}

SHARED = pytest.StashKey[SharedContent]()
DATABASE = pytest.StashKey[OwnDatabase]()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give this process a database, which is migrated only if none is kept; ``--create-db`` always migrates."""
    worker: dict[str, Any] = getattr(request.config, "workerinput", {})
    run = worker.get("testrunuid") or uuid.uuid4().hex
    with django_db_blocker.unblock():
        database = own_database(run, anew=request.config.getoption("create_db"))
        database.open(with_rows=database.is_slow or any(map(is_served, request.session.items)))
    request.config.stash[DATABASE] = database
    yield
    with django_db_blocker.unblock():
        # After the last test of all, this comes before the end of that test.
        if SHARED in request.config.stash:
            request.config.stash[SHARED].keep_for(None)
        database.close()


@pytest.fixture(scope="session")
def migrated_database(request: pytest.FixtureRequest, django_db_setup: None) -> OwnDatabase:
    """The database of this process, of which programs of tests may need a copy."""
    return request.config.stash[DATABASE]


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 service on this machine."""
    with service() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3: str, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A new bucket, whose key is in the environment, as that of a production is."""
    for name, value in KEY.items():
        monkeypatch.setenv(name, value)
    return new_bucket(s3)


@pytest.fixture(scope="session")
def sharing(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> SharedContent:
    """Where the fixtures with shared content keep it."""
    request.config.stash[SHARED] = shared = SharedContent(django_db_blocker.unblock)
    return shared


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is slow first, so that all cores are done at the same time, and what shares content together.

    Within a module those that share nothing come first, and those that commit come last.
    """
    modules: dict[str, list[pytest.Item]] = {}
    for item in items:
        # Those of schemathesis have the same id for all operations, and what has the same id is run once.
        if item.parent and not item.nodeid.endswith(item.name):
            item._nodeid = f"{item.parent.nodeid}::{item.name}"  # type: ignore[attr-defined]
        modules.setdefault(_shared_scope(_module_of(item.nodeid)), []).append(item)
    items[:] = [
        item
        for module in sorted(modules.values(), key=_place_of_module)
        for item in sorted(module, key=lambda item: (commits(item), shared_by(item)))
    ]


def _module_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def _shared_scope(module: str) -> str:
    """Return what stays together: a module, or the modules that share what takes longest to make."""
    return "canaries" if module in WITH_CANARIES else module


def _place_of_module(tests: list[pytest.Item]) -> tuple[bool, float, list[str]]:
    is_long = tests[0].path.stem.removeprefix("test_") in LONGEST
    slow = sum(bool(item.get_closest_marker("slow")) for item in tests) / len(tests)
    return not is_long, -slow, sorted({name for item in tests for name in shared_by(item)})


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what is loaded for good, and look for more less often.

    Each of its walks takes a tenth of a second, and with the usual thresholds an eighth of the time of all tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    result = yield
    stash, blocker = item.config.stash, item.config.stash[blocking_manager_key]
    with blocker.unblock():
        if SHARED in stash:
            stash[SHARED].keep_for(nextitem)
        if DATABASE in stash and nextitem is not None and commits(item):
            # They leave it empty. A server that stays keeps its connections, below which no file is replaced.
            is_kept = commits(nextitem) and (stash[DATABASE].is_slow or (is_served(item) and is_served(nextitem)))
            if not is_kept:
                stash[DATABASE].restore()
            stash[DATABASE].begin_with_rows(is_kept)
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process whole modules, in the order of above: what a module shares is then made once."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _shared_scope(_module_of(nodeid))

    if config.getoption("dist") != "load" or config.getoption("markexpr") == "e2e":
        return None
    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests have to say of themselves when they pass: their recorded ``summary``."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name == "summary":
                terminalreporter.write_line(str(value))
