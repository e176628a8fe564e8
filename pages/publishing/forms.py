"""The forms of the page editor, which check the publishing rules unless only a draft is saved."""

from itertools import chain, count
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from pages.fields.past_expiry import PastExpiryMixin
from pages.publishing.consent import current_consent
from pages.publishing.page_slug import is_made_from, page_slug
from pages.publishing.path_length import path_error
from pages.publishing.record_rules import NOT_PUBLIC
from pages.publishing.rules import PublishError
from pages.visibility.paths import SitePaths, SiteRoot
from pages.visibility.site_day import day_at
from pages.visibility.site_time_zone import site_time_zone


class PublishForm(PastExpiryMixin, WagtailAdminPageForm):
    """A page form that applies the publishing rules whenever it is submitted for more than saving a draft.

    An error is shown next to its field. Errors that the live version already has do not block publishing.
    """

    #: The messages of the rules that stopped the page, in order; empty if only fields are invalid.
    refusals: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if "slug" in self.fields:
            # A page without one gets a slug from its title, or from its type.
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Return the slug, or one from the title if there is none or, before publishing, if a browser made it.

        A number follows if another page has it: a draft of the same title must not wait for somebody to find out. A
        slug is refused if a path of the page, or of one below it, would be longer than a path can be asked for.
        """
        slug = self._made_slug()
        if error := path_error(self.instance, self.parent_page, slug):
            raise ValidationError(error.message)
        return slug

    def _made_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        title = self.cleaned_data.get("title", "")
        if not is_made_from(slug, title) or (slug and self.instance.first_published_at):
            return slug
        base = page_slug(self.instance, title)
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        return next(name for name in candidates if Page._slug_is_available(name, self.parent_page, self.instance))

    def is_valid(self) -> bool:
        """Validate the fields and, unless only a draft is saved, the publishing rules of the page."""
        if not self.is_deferred_validation and self._live_body_is_incomplete():
            self.fields["body"].is_deferred_validation = True
        if not super().is_valid():
            return False
        if self.is_deferred_validation or self._withdraws():
            return True
        # The rules apply to the whole page with its rows, which is complete only after the form is applied to it.
        page = self.save(commit=False)
        blocking, _ = page.split_publish_errors(current_consent())
        if not self._publishes():
            # Whoever approves the page is asked to publish its records with it.
            blocking = [error for error in blocking if error.code != NOT_PUBLIC]
        self.refusals = tuple(dict.fromkeys(error.message for error in blocking))
        for error in blocking:
            self._show(error)
        return not blocking

    def save(self, commit: bool = True) -> Any:
        """Apply the form and return the page. A new page is a draft until it is published, which may be scheduled."""
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit)

    def _withdraws(self) -> bool:
        """Tell whether the form rejects the page or withdraws it from moderation, for which it may be incomplete."""
        return "action-cancel-workflow" in self.data or self.data.get("workflow-action-name") == "reject"

    def _publishes(self) -> bool:
        """Tell whether the form publishes the page: at once, at a scheduled instant, or by the last approval."""
        if "action-publish" in self.data:
            return True
        if "action-workflow-action" not in self.data or self.data.get("workflow-action-name") != "approve":
            return False
        state = self.instance.current_workflow_state
        if state is None or state.current_task_state is None:
            return False
        # The current task counts as open until it is approved.
        open_tasks = state.workflow.tasks.filter(active=True).exclude(task_states__in=state.successful_task_states)
        return not open_tasks.exclude(pk=state.current_task_state.task_id).exists()

    def _live_body_is_incomplete(self) -> bool:
        if "body" not in self.fields or not self.instance.pk or not self.instance.live:
            return False
        live = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
        return live is not None and bool(live.body_errors())

    def _show(self, error: PublishError) -> None:
        if error.relation is None:
            self.add_error(error.field if error.field in self.fields else None, error.message)
            return
        formset = self.formsets.get(error.relation)
        if formset is None:
            self.add_error(None, error.message)
            return
        form = next((form for form in formset.forms if form.instance is error.row), None)
        if form is None:
            formset.non_form_errors().append(error.message)
        else:
            form.add_error(self._row_field(form, error), error.message)

    @staticmethod
    def _row_field(form: Any, error: PublishError) -> str | None:
        return error.field if error.field in form.fields else None


class PostForm(PublishForm):
    """The form of a post. A new correction is dated today, by the clock of the site."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        corrections = self.formsets.get("corrections")
        if corrections is None:
            return
        page = self.instance if self.instance.pk else self.parent_page
        options_of = corrections.get_form_kwargs

        def get_form_kwargs(index: int | None) -> dict[str, Any]:
            # The form without an index is the pattern of new rows.
            new = {"initial": {"date": day_at(page)}} if index is None and page is not None else {}
            return {**options_of(index), **new}

        corrections.get_form_kwargs = get_form_kwargs


class EventForm(PublishForm):
    """The event form. A new event starts with the site's time zone and our organization as its first host."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.is_bound or self.instance.pk or self.parent_page is None:
            return
        site = SitePaths().root_of(self.parent_page)
        if site is None:
            return
        self.initial["time_zone"] = site_time_zone(site.site_id)
        us = self._our_record(site)
        hosts = self.formsets.get("hosts")
        if us is not None and hosts is not None:
            hosts.extra = 1
            hosts.initial_extra = [{"organization": us, "role": "host", "confirmed": True}]

    @staticmethod
    def _our_record(site: SiteRoot) -> int | None:
        about_pages = apps.get_model("pages", "OrganizationAbout").objects.filter(path__startswith=site.tree_path)
        return about_pages.filter(live=True).values_list("organization", flat=True).first()
