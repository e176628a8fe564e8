"""Import a site from WordPress."""

from arrivals.management.import_command import ImportCommand


class Command(ImportCommand):
    """``manage.py import_wordpress FILE [--dry-run] [--publish]``."""

    help = "Make drafts of what an export of WordPress holds. A second time, it updates what was not changed here."
    source_names = ("wordpress",)
