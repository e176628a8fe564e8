"""Fills organizations."""

from arrivals.records.organization import ArrivingOrganization
from arrivals.writing.transfer import Transfer
from pages.models import Organization


def fill_organization(organization: Organization, record: ArrivingOrganization, transfer: Transfer) -> None:
    """Fill an organization from a record."""
    transfer.set_fields(organization, name=record.name, short_name=record.short_name, kind=record.kind, url=record.url)
    organization.description = transfer.rich_text(record.description)
    organization.logo = transfer.image(record.logo, "logo")
