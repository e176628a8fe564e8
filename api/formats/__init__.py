"""Formats dates and URLs."""
