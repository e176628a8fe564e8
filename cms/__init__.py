"""The wiring of the project: settings, URLs, the WSGI entry point and health checks. No content, no API."""
