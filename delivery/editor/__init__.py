"""The subscriptions in the editor."""
