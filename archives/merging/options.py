"""How a merge goes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MergeOptions:
    """``publish`` publishes what is public there; ``overwrite`` takes the version of the archive in conflicts."""

    dry_run: bool = False
    publish: bool = False
    overwrite: bool = False
