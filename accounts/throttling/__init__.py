"""How many failed attempts to sign in are allowed, by account and by address."""
