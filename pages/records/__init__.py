"""Shared public records: people, organizations and topics."""
