"""Who may see, take away and erase personal data in the admin."""

from typing import Any

#: Traces show drafts and notes of all sections, so that no group has it until somebody gives it to one.
PERMISSION = "privacy.view_personal_data"


def may_see(user: Any) -> bool:
    """Return whether a user may see and download what names a person."""
    return bool(user.has_perms([PERMISSION, "pages.change_person"]))


def may_erase(user: Any) -> bool:
    """Return whether a user may erase a person."""
    return may_see(user) and bool(user.has_perms(["pages.delete_person", "pages.publish_person"]))
