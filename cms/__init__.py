"""The project's configuration: settings, URLs, the WSGI entry point and health checks. No content, no API."""
