"""The form of a subscription."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from wagtail.admin.forms.models import WagtailAdminModelForm

from delivery.choices import known_actions, known_types
from delivery.models import Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.subscribing import begin, check_secret


class _Lines(forms.CharField):
    """A list of texts, one in each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


def _choices() -> list[tuple[str, str]]:
    text = "<span>{}<br><small>{}</small></span>"
    return [(kind.name, format_html(text, kind.label, kind.help_text)) for kind in receiver_kinds().values()]


class SubscriptionForm(WagtailAdminModelForm):
    """Asks who is told, and of what."""

    receiver = forms.ChoiceField(label="Kind", choices=lambda: _choices(), widget=forms.RadioSelect, initial="webhook")
    types = forms.MultipleChoiceField(
        choices=lambda: [(name, name) for name in known_types()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None means all.",
    )
    actions = forms.MultipleChoiceField(
        choices=lambda: [(name, name) for name in known_actions()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="None means all.",
    )
    tags = _Lines(required=False, help_text="One in each line, such as page:12. None means all.")

    class Meta:
        model = Subscription
        fields = ["name", "receiver", "address", "secret", "types", "actions", "tags", "sites"]
        help_texts = {
            "address": "Where the messages go, such as https://www.example.org/api/revalidate.",
            "secret": "Leave it empty for a webhook to get one. For other kinds, paste the token that they issue.",
            "sites": "None means all.",
        }
        widgets = {"sites": forms.CheckboxSelectMultiple, "secret": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.is_from_settings:
            # They follow the environment, so what is entered here would be replaced.
            for name in ("receiver", "address", "secret"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        if found.get("receiver"):
            asked = Subscription(receiver=found["receiver"], secret=found.get("secret", ""))
            # A new webhook gets a secret; an existing one keeps what is entered.
            found["secret"] = asked.secret if self.instance.pk else begin(asked).secret
            try:
                check_secret(asked)
            except ValidationError as error:
                self.add_error(None, error)
        return found

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            begin(self.instance)
        elif "secret" in self.changed_data and self.initial.get("secret"):
            new, self.instance.secret = self.instance.secret, self.initial["secret"]
            self.instance.replace_secret(new)
        return super().save(commit)
