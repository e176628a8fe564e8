"""Who needs a second factor, and what happens to those who have none."""
