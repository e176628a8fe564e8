"""What an archive contains: which models, which of their rows and which fields."""
