"""The public pages as Markdown files with their pictures."""
