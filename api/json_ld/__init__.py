"""Structured data for search engines: schema.org as JSON-LD, built from the values that the API serves."""
