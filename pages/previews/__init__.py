"""Drafts on the frontend: editors' previews and the links with which they share drafts."""
