"""The pages on which people sign in and ask for a new password."""
