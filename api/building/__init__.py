"""From objects to representations."""
