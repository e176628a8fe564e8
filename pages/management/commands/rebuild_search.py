"""Rebuild the search documents."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.search.documents import write_all_documents


class Command(BaseCommand):
    """``manage.py rebuild_search``: needed after content was written to the database without Django."""

    help = "Rebuild the search documents of all pages, people, organizations, images and documents."

    def handle(self, *arguments: Any, **options: Any) -> None:
        for what, done, total in write_all_documents():
            self.stdout.write(f"\r{what}: {done} of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
        self.stdout.write("The search documents are complete.")
