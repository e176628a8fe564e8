"""Turns what word processors and web pages put on the clipboard into the blocks and formats of this site."""
