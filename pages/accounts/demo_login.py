"""The accounts of the demo content. Their password is public, so production refuses to start while one can sign in."""

DEMO_PASSWORD = "coalition-demo"  # noqa: S105  (public on purpose)

#: E-mail address to (first name, group).
DEMO_ACCOUNTS = {
    "editor@example.org": ("Edie", "Editor"),
    "moderator@example.org": ("Mo", "Moderator"),
    "manager@example.org": ("Sam", "Site manager"),
}
