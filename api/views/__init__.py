"""The views of the API, and their routes."""
