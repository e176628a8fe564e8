"""Django's database backends, extended with callbacks before a commit, prepared statements and snapshots."""
