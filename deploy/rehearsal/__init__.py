"""A rehearsal of docs/operations.md: the installation in an empty folder, without Docker and without a public port."""
