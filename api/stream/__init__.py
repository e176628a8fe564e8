"""The stream of changes: server-sent events to any number of clients, from one reader of the change log."""
