"""Asks other sites for the addresses that content links to, politely."""
