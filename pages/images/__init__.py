"""Images: the model, its renditions and placeholders, and the upload form."""
