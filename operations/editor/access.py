"""Who may see how the CMS is."""

from typing import Any

#: Site managers have it.
PERMISSION = "operations.view_heartbeat"


def may_see_health(user: Any) -> bool:
    """Return whether a user may see the health of the CMS: site managers and superusers."""
    return bool(user.is_authenticated and user.is_active and user.has_perm(PERMISSION))
