"""Where a path of a frontend leads, and what search engines may look at."""
