"""Demo content: a coalition's site with its people, posts and events, so that a new installation is not empty."""
