"""Parses requests (parameters, fields, cursors, the site), and reports their errors."""
