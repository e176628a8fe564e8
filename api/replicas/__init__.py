"""Which replica of the database answers reads: one that is watched and follows closely enough."""
