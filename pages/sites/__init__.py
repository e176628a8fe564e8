"""What editors keep for a whole site: its settings, menus and announcements."""
