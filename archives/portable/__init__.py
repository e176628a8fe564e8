"""Content without numbers of one installation: references are keys that every installation understands."""
