"""Stored responses, served again as long as nothing they were built from has changed.

Each stored response is checked against the change log in the database before it is served, so that it is current
without any message between processes. The store is only a cache: it can be lost at any time.
"""
