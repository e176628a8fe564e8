"""The layout of the form for the page about the organization."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS

ORGANIZATION_ABOUT_PANELS: dict[str, list[Any]] = {
    "Who we are": [
        MultiFieldPanel([*TITLE_PANELS, FieldPanel("organization")], heading="Name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("legal_name")]),
                FieldPanel("tagline"),
                FieldPanel("founded_year"),
                FieldRowPanel([FieldPanel("logo"), MAIN_IMAGE_PANEL]),
            ],
            heading="In short",
        ),
        FieldPanel("summary"),
        FieldPanel("mission"),
        FieldPanel("boilerplate"),
        TEXT_PANEL,
    ],
    "People": [
        InlinePanel("founders", heading="Founders", label="Founder"),
        InlinePanel("leadership", heading="Leadership", label="Person"),
    ],
    "Members": [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("member_count"), FieldPanel("member_count_as_of")]),
                FieldPanel("member_kinds"),
            ],
            heading="Number and kinds",
        ),
        InlinePanel("members", heading="Members", label="Member"),
    ],
    "Figures": [
        HelpPanel("Numbers that show what you have achieved. Give the date and the source."),
        InlinePanel("figures", heading="Figures", label="Figure"),
    ],
    "Contact": [
        InlinePanel("contact_points", heading="Contacts", label="Contact"),
        MultiFieldPanel(
            [
                FieldPanel("address_street"),
                FieldRowPanel([FieldPanel("address_postal_code"), FieldPanel("address_locality")]),
                FieldRowPanel([FieldPanel("address_region"), FieldPanel("address_country")]),
            ],
            heading="Address",
        ),
        InlinePanel("social_links", heading="Social media", label="Profile"),
        InlinePanel("documents", heading="Documents", label="Document"),
    ],
}
