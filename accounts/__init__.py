"""How people sign in, what they are signed in with, and what is noted of it."""
