"""Personal data and consents in the admin."""
