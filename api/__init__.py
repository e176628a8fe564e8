"""Serves the content of ``pages`` as read-only JSON."""
