"""Content without numbers of one installation: what it refers to is named by keys that every installation understands."""
