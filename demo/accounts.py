"""The accounts for trying the editor."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from pages.accounts.demo_login import ADMINISTRATOR, DEMO_ACCOUNTS, DEMO_PASSWORD


def seed_accounts() -> int:
    """Create the missing demo accounts, each in its group or as administrator, and return the number created.

    Existing accounts keep their passwords and groups. Call this function only if ``DEMO_LOGIN`` is on.
    """
    accounts = get_user_model().objects
    created = 0
    for email, (first_name, group) in DEMO_ACCOUNTS.items():
        if not accounts.filter(email__iexact=email).exists():
            create = accounts.create_superuser if group == ADMINISTRATOR else accounts.create_user
            account = create(email, DEMO_PASSWORD, first_name=first_name)
            account.groups.set(Group.objects.filter(name=group))
            created += 1
    return created
