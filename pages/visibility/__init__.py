"""Which sites there are, at which path a page is, and what the public may see."""
