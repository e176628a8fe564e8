"""What becomes of the address of a page that moves or goes: redirects, and a record of what was public."""
