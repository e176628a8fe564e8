"""Content: page types, shared records, blocks, images and editor behaviour. Knows Wagtail, not HTTP clients."""
