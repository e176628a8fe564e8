"""The pages and records of a release: read together, added, and who may do what with them."""
