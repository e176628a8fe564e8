"""Whether what nobody needs is removed."""

from operations.health.health_check import Finding, ok, warning
from operations.housekeeping.chore import chores
from operations.models import ChoreRun


def judge_housekeeping() -> Finding:
    """Look for chores that failed the last time."""
    known = chores()
    failed = ChoreRun.objects.exclude(problem="").filter(name__in=list(known)).order_by("name")
    if sentences := [f"{known[run.name].title}: {run.problem}" for run in failed]:
        return warning("; ".join(sentences) + ".")
    return ok("No chore failed.")
