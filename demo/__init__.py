"""Demo content: a coalition's site with its people, posts and events, so that nobody starts with an empty page."""
