"""The vocabulary of StreamFields."""
