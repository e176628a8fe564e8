"""What happens when somebody leaves."""
