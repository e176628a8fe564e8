"""Reads the public site through the API inside this process."""
