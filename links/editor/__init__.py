"""The report of links that are broken."""
