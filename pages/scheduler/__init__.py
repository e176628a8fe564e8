"""Scheduled publishing, expiry and housekeeping."""
