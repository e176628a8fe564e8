"""Helpers shared by the fields of several models: validators, rich text features, plain text and local times."""
