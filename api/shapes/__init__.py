"""The declared shapes of JSON objects: the names and types of their fields. They build nothing."""
