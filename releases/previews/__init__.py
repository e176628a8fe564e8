"""Shows the whole site as it will be with a release."""
