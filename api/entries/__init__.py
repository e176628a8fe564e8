"""The content of a page in feeds and calendars, independent of their format."""
