"""Documents that become one post each: Word, Markdown and web pages."""
