"""What every frontend shows of a post with a block of each type."""

from playwright.sync_api import Locator, expect


def expect_every_block(main: Locator) -> None:
    """Expect what ``make_post_of_every_block`` holds, but for headings and asides, of which frontends differ."""
    expect(main.get_by_role("heading", level=1)).to_have_text("<b>All</b> blocks")
    expect(main.get_by_role("link", name="the event", exact=True)).to_have_attribute("href", "/the-event/")
    expect(main.get_by_role("heading", level=2, name="A heading")).to_be_visible()
    expect(main.get_by_role("img", name="A barn")).to_have_count(2)
    expect(main.get_by_text("A caption")).to_be_visible()
    expect(main.get_by_role("blockquote")).to_contain_text("Noticing is how it starts.")
    expect(main.get_by_role("link", name="The opening")).to_have_attribute("href", "https://video.example.org/opening")
    expect(main.get_by_role("link", name="Come along")).to_have_attribute("href", "/the-event/")
    expect(main.get_by_role("link", name="A paper")).to_be_visible()
    expect(main.get_by_role("columnheader")).to_have_text(["Year", "Fines"])
    expect(main.get_by_role("cell")).to_have_text(["2024", "112"])
