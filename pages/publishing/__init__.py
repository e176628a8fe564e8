"""What must be true of content that is published, and what is only advice."""
