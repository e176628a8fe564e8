"""What is served at which address."""
