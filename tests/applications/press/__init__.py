"""Page types that are made from each other. ``PRESS_TYPES`` in the environment says which of them are registered."""
