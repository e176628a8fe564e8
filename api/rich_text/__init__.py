"""Rich text as HTML and Markdown."""
