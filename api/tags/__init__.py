"""Cache tags: what a response is built from, and what a change touches."""
