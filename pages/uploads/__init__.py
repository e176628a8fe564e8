"""Uploaded files: how they are named, the bucket they may be in, and whether others can read them."""
