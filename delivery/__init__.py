"""Tells others what was published: webhooks, build hooks and caches that are purged."""
