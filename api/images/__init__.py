"""Images: their representation in JSON, and the files of their renditions."""
