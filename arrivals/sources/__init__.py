"""The systems and formats from which content can be brought in."""
