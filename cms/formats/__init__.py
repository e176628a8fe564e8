"""How the editor writes dates and times in each language, where that differs from Django's own formats."""
