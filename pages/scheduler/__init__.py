"""What happens at its hour: scheduled publication, expiry, and housekeeping."""
