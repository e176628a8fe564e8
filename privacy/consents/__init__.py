"""Looks after consents: advice before publishing, and reminders before they end."""
