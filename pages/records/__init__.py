"""Shared public records: people, organisations and topics."""
