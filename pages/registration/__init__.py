"""How applications add definitions of their own: block types, page types, kinds of objects."""
