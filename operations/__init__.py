"""What those who run the CMS see of it: its health, figures, logs and housekeeping."""
