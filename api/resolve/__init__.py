"""Resolves the paths of a frontend, and builds its sitemap."""
