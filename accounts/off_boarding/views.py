"""The page on which an administrator off-boards somebody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.off_boarding.leaving import belongings, groups_left_empty, off_board
from pages.accounts.user import User

PERMISSION = "pages.change_user"


class SuccessorForm(forms.Form):
    """Who goes on with what the user leaves."""

    successor = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Nobody",
        help_text="Gets the pages and submissions, and approves in groups that would have nobody left.",
    )

    def __init__(self, *arguments: Any, leaving: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        others = User.objects.filter(is_active=True).exclude(pk=leaving.pk)
        self.fields["successor"].queryset = others.order_by("last_name", "email")  # type: ignore[attr-defined]


def may_off_board(by: Any, user: User) -> bool:
    """Tell whether ``by`` may off-board the user: not themselves, and superusers only as one."""
    return bool(by.has_perm(PERMISSION) and by.pk != user.pk and (by.is_superuser or not user.is_superuser))


@never_cache
def off_board_user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show what ends, and end it."""
    user, by = get_object_or_404(User, pk=user_id), request.user
    if not may_off_board(by, user):
        raise PermissionDenied
    form = SuccessorForm(request.POST or None, leaving=user)
    empty = groups_left_empty(user)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        off_board(user, by, successor)  # type: ignore[arg-type]
        messages.success(request, f"“{user}” can no longer sign in, and all that the account had opened has ended.")
        if empty and successor is None:
            names = ", ".join(f"“{group}”" for group in empty)
            messages.warning(request, f"Nobody can approve for {names} now. Add somebody to the group.")
        return redirect("wagtailusers_users:index")
    title = f"Off-board {user}"
    context = {
        "leaving": user,
        "form": form,
        "belongings": belongings(user),
        "empty_groups": empty,
        "header_title": title,
        "header_icon": "user",
        "breadcrumbs_items": [
            {"url": reverse("wagtailusers_users:index"), "label": "Users"},
            {"url": reverse("wagtailusers_users:edit", args=[user.pk]), "label": str(user)},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "accounts/off_board.html", context)
