"""Links to an organization's profiles on social media."""

from wagtail import blocks

from pages.blocks.stored_stream import StoredStreamBlock
from pages.fields.validators import LONGEST_ADDRESS, web_address


class SocialLinkBlock(blocks.StructBlock):
    """A profile on another site."""

    platform = blocks.CharBlock(max_length=64, help_text="For example: “Mastodon”.")
    url = blocks.URLBlock(max_length=LONGEST_ADDRESS, label="Address", validators=[web_address])

    class Meta:
        icon = "link-external"
        label = "Profile"


class SocialLinksBlock(StoredStreamBlock):
    """Profiles on other sites, in the order in which they are shown."""

    profile = SocialLinkBlock()

    class Meta:
        required = False
        max_num = 20
