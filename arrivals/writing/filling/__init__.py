"""Fills objects from records, one module for each kind."""
