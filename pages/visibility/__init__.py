"""The sites, the frontend paths of pages, and the rule for what is public."""
