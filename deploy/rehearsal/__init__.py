"""A rehearsal of docs/operations.md and docs/upgrading.md, without Docker and without a public port."""
