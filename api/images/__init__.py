"""Images: their JSON, and the files of their renditions."""
