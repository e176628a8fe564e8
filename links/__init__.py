"""Finds the links of public content, and which of them lead nowhere."""
