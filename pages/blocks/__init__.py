"""The blocks of StreamFields."""
