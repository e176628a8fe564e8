"""Finished answers, kept and served again as long as nothing that they are made from has changed.

A stored answer is checked against the change log in the database each time before it is served, so that it is right
without any message between processes. Where the bytes are kept can be lost at any time and nothing is wrong.
"""
