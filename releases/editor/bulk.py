"""Adds many pages of a list to a release at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from releases.editor.forms import ChooseForm
from releases.members.adding import NotChanged, add_members
from releases.members.contents import is_releasable
from releases.members.permissions import may_add


class AddPagesToRelease(PageBulkAction):
    """Wagtail's bulk action for the chosen pages."""

    display_name = "Add to a release"
    action_type = "add_to_release"
    aria_label = "Add the chosen pages to a release"
    template_name = "releases/bulk.html"
    form_class = ChooseForm
    action_priority = 45

    def check_perm(self, page: Any) -> bool:
        return is_releasable(page) and may_add(self.request.user, page)

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the pages. Where the release cannot take them, say why, and change nothing."""
        try:
            response: HttpResponse = super().form_valid(form)
        except NotChanged as error:
            messages.error(self.request, str(error))
            return redirect(self.next_url)
        return response

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), **self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(
        cls, objects: list[Any], user: Any = None, release: Any = None, outcome: str = "", **options: Any
    ) -> tuple[int, int]:
        """Add the pages to the release, which may be new."""
        chosen: Any = release
        return len(add_members(chosen, [page.specific for page in objects], user, outcome)), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        pages = "1 page is" if num_parent_objects == 1 else f"{num_parent_objects} pages are"
        return f"{pages} in the release “{self.cleaned_form.cleaned_data['release']}”."
