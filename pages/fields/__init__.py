"""What fields of several models share: validators, rich text features, plain text, wall clocks."""
