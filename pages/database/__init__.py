"""Django's database backends, with the one thing that Django does not offer: work to be done just before a commit."""
