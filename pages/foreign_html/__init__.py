"""Turns HTML of other programs (word processors, web pages, other systems) into parts, of which blocks are made."""
