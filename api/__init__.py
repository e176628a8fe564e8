"""Delivery: read-only JSON over the content model."""
