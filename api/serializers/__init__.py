"""From content to JSON, one module a kind of content."""
