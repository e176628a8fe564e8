"""Consents in the admin."""
