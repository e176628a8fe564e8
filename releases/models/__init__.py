"""What is kept about releases."""

from releases.models.previewed_release import PreviewedRelease
from releases.models.release import Release
from releases.models.release_member import ReleaseMember

__all__ = ["PreviewedRelease", "Release", "ReleaseMember"]
