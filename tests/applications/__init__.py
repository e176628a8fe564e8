"""Applications of one's own, which tests install beside this project."""
