"""The forms of the page editor, which check the publishing rules unless only a draft is saved."""

from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.admin.forms import WagtailAdminPageForm

from pages.publishing.rules import PublishError
from pages.visibility.paths import SitePaths, SiteRoot


class PublishForm(WagtailAdminPageForm):
    """A page form that applies the publishing rules whenever it is submitted for more than saving a draft.

    An error is shown next to its field. Errors that the live version already has do not block publishing.
    """

    #: The messages of the rules that stopped the page, in order; empty if only fields are invalid.
    refusals: tuple[str, ...] = ()

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
        blocking, _ = page.split_publish_errors()
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


class EventForm(PublishForm):
    """The event form. A new event starts with the site's time zone and our organisation as its first host."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.is_bound or self.instance.pk or self.parent_page is None:
            return
        site = SitePaths().root_of(self.parent_page)
        if site is None:
            return
        self.initial["time_zone"] = self._time_zone(site)
        us = self._our_record(site)
        hosts = self.formsets.get("hosts")
        if us is not None and hosts is not None:
            hosts.extra = 1
            hosts.initial_extra = [{"organization": us, "role": "host", "confirmed": True}]

    @staticmethod
    def _time_zone(site: SiteRoot) -> str:
        site_settings = apps.get_model("pages", "SiteSettings")
        stored = site_settings.objects.filter(site_id=site.site_id).values_list("time_zone", flat=True).first()
        return stored or settings.TIME_ZONE

    @staticmethod
    def _our_record(site: SiteRoot) -> int | None:
        about_pages = apps.get_model("pages", "OrganizationAbout").objects.filter(path__startswith=site.tree_path)
        return about_pages.filter(live=True).values_list("organization", flat=True).first()
