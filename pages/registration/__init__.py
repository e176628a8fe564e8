"""The registry with which applications add block types, page types and kinds of objects."""
