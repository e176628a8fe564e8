"""Cache tags: they name what a response is built from and what a change touches."""
