"""Imports in the admin: a small file is uploaded, and read while the browser shows how far it is."""
