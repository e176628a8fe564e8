"""Releases: pages and records that go live together, in one transaction, at an instant or by a button."""
