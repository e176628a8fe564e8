"""What the worker tidies up: one definition for each kind of what is left behind."""
