"""What newsletter services export: Ghost and Substack."""
