"""Fills sections and plain pages."""

from arrivals.records.section import ArrivingSection
from arrivals.writing.filling.page import fill_page
from arrivals.writing.transfer import Transfer
from pages.models import SectionPage


def fill_section(page: SectionPage, record: ArrivingSection, transfer: Transfer) -> None:
    """Fill a section or plain page from a record."""
    fill_page(page, record, transfer)
