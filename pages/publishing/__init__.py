"""The rules for publishing content, and advice that does not block publishing."""
