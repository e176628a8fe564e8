"""What archives leave behind in the database."""

from archives.models.merged_object import MergedObject
from archives.models.site_export import SiteExport

__all__ = ["MergedObject", "SiteExport"]
