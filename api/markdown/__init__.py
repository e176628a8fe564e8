"""Pages as Markdown, for language models and other programs that read text."""
