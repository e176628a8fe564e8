"""Names the time zone where Wagtail shows a bare time, and in the account where a person can choose another."""

from typing import Any

from django.utils import timezone
from wagtail.admin.forms.account import LocalePreferencesForm
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.views.account import LocaleSettingsPanel

from pages.fields.written_dates import time_in_words
from pages.fields.zone_names import abbreviation
from pages.visibility.site_time_zone import default_site_time_zone

_without_zone = wagtailadmin_tags.timesince_last_update


def timesince_last_update(last_update: Any, *arguments: Any, **options: Any) -> str:
    """Return what Wagtail's tag returns, with the zone after a time of today: “7:07 pm EST by Ada”."""
    text: str = _without_zone(last_update, *arguments, **options)
    local = timezone.localtime(last_update)
    return text.replace(f"{local:%H:%M}", f"{time_in_words(local.replace(second=0))} {abbreviation(local)}", 1)


class AccountLocaleForm(LocalePreferencesForm):
    """The form with a person's language and time zone, in which no choice means the organization's zone."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        zone = self.fields.get("current_time_zone")
        if zone is None:
            return
        name = default_site_time_zone()
        choices = [choice for choice in zone.choices if choice[0]]
        zone.choices = [("", f"The organization's time zone ({name.replace('_', ' ')})"), *choices]
        # Wagtail's script adds names to the zones, and to this choice those of the zone of the server.
        zone.widget.attrs["data-w-locale-server-time-zone-param"] = name


def name_the_zone() -> None:
    """Replace Wagtail's tag and form."""
    wagtailadmin_tags.register.simple_tag(timesince_last_update, name="timesince_last_update")
    LocaleSettingsPanel.form_class = AccountLocaleForm
