"""Content: page types, shared records, blocks, images and the editor. This package does not depend on the API."""
