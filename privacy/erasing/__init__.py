"""Erases a person, and proves that no copy is left."""
