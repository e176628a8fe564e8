"""What is looked at, and what was found."""

import enum
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pages.registration.registry import Registry

logger = logging.getLogger(__name__)


class Status(enum.Enum):
    """How bad it is; the worst comes last."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """How bad it is, as a number to sort by."""
        return list(Status).index(self)


@dataclass(frozen=True)
class Finding:
    """What a check found: how bad it is, in a sentence for those who run the CMS, never with a secret."""

    status: Status
    sentence: str


@dataclass(frozen=True)
class HealthCheck:
    """Something that is looked at.

    ``judge`` returns what it finds. An exception counts as an error, and only its class is shown. ``what_to_do`` is the
    sentence for whoever finds a warning or an error.
    """

    name: str
    title: str
    judge: Callable[[], Finding]
    what_to_do: str
    #: Whether a process that fails it cannot do its work, so that it should get no requests.
    is_needed: bool = False
    #: Whether ``/readyz`` looks at it for everybody. Others are looked at on the health page, and for the token.
    is_probed: bool = False


@dataclass(frozen=True)
class Result:
    """A check with what it found, and how long that took."""

    check: HealthCheck
    finding: Finding
    milliseconds: int


_registry: Registry[str, HealthCheck] = Registry("health check")


def register_health_check(check: HealthCheck, *, own: bool = False) -> None:
    """Add a check. Call this in ``AppConfig.ready``. Raise ``ValueError`` if its name is taken."""
    _registry.register(check.name, check, own=own)


def health_checks() -> Mapping[str, HealthCheck]:
    """Return all checks by their names."""
    return _registry.all()


def run(check: HealthCheck) -> Result:
    """Return what a check finds. What fails is logged, and never raised."""
    started = time.perf_counter()
    try:
        finding = check.judge()
    except Exception as error:
        # Whatever it raises, the result is the same: this does not work at the moment.
        logger.exception("The health check %r failed.", check.name)
        finding = Finding(Status.ERROR, f"It cannot be looked at: {type(error).__name__}.")
    return Result(check, finding, round((time.perf_counter() - started) * 1000))


def worst(results: Iterable[Result]) -> Status:
    """Return the status of the worst of some results."""
    return max((result.finding.status for result in results), key=lambda status: status.rank, default=Status.OK)


def ok(sentence: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(Status.OK, sentence)


def warning(sentence: str) -> Finding:
    """Return the finding that somebody should see to it."""
    return Finding(Status.WARNING, sentence)


def error(sentence: str) -> Finding:
    """Return the finding that something does not work."""
    return Finding(Status.ERROR, sentence)
