"""Delivers messages."""
