"""Puts what the editor chose in the place of a person."""
