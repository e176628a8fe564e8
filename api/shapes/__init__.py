"""The declared shapes of objects: which names and types they have. They build nothing."""
