"""Drafts on the frontend: previews of editors and links that they share."""
