"""What sources read, in a form that no system prescribes."""
