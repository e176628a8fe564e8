"""Images: the model, its renditions and placeholders, and the form that uploads one."""
