"""Finds everything that names a person: relations, copies in any table, and files."""
