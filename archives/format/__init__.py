"""The format of an archive: its manifest, its files, and how they are written and read."""
