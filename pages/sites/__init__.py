"""The settings, menus and announcements of a site."""
