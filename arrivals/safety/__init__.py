"""Reads files that anybody may have made, within bounds."""
