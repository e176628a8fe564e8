"""What is served: page types."""
