"""Import documents and newsletters."""

from arrivals.management.import_command import ImportCommand


class Command(ImportCommand):
    """``manage.py import_document FILE… [--dry-run] [--publish]``."""

    help = "Make drafts of documents: Word, Markdown, HTML, and exports of newsletters."
    source_names = ("word", "markdown", "html", "zipped_html", "ghost", "substack")
