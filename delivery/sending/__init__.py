"""Sends requests to addresses that editors chose, within bounds."""
