"""The demo accounts. Their password is public, so production refuses to start while one of them can sign in."""

DEMO_PASSWORD = "coalition-demo"  # noqa: S105  (public on purpose)

#: Maps each e-mail address to a first name and a group.
DEMO_ACCOUNTS = {
    "editor@example.org": ("Edie", "Editor"),
    "moderator@example.org": ("Mo", "Moderator"),
    "manager@example.org": ("Sam", "Site manager"),
}
