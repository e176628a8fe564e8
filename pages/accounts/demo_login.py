"""The demo accounts. Their password is public, so production refuses to start while one of them can sign in."""

#: What the account is called that may do everything, for example add users. It is no group.
ADMINISTRATOR = "Administrator"

DEMO_PASSWORD = "coalition-demo"  # noqa: S105  (public on purpose)

#: Maps each e-mail address to a first name and a group, or ``ADMINISTRATOR``.
DEMO_ACCOUNTS = {
    "editor@example.org": ("Edie", "Editor"),
    "moderator@example.org": ("Mo", "Moderator"),
    "manager@example.org": ("Sam", "Site manager"),
    "administrator@example.org": ("Ada", ADMINISTRATOR),
}
