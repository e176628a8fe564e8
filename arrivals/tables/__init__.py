"""Tables of people, organizations and events."""
