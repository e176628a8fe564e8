"""Makes an archive of some pages, with what they need."""
