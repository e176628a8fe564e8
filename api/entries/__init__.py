"""What feeds and calendars say of a page, whatever their format."""
