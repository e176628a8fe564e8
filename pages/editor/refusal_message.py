"""The message above a form that was not published: it says what happened to the text, and what is missing.

Wagtail says “The page could not be saved” for any error, although autosave has usually saved the draft.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin import messages

from pages.publishing.forms import PublishForm

#: What was asked for, by the name of the button.
ACTIONS = {
    "action-publish": "published",
    "action-submit": "submitted",
    "action-restart-workflow": "submitted",
    "action-workflow-action": "approved",
}
FIELDS = "Correct the fields that are marked in red."

_original = messages.validation_error


def refusal(form: Any) -> SafeString | None:
    """Return the message for a page that was not published, submitted or approved, or ``None`` for any other form."""
    action = next((done for name, done in ACTIONS.items() if form.data.get(name)), None)
    if action is None or not isinstance(form, PublishForm):
        return None
    kept = "The draft is saved" if _is_saved(form) else "Your changes are still in this form"
    items = format_html_join("", "<li>{}</li>", ((message,) for message in form.refusals or (FIELDS,)))
    return format_html("{}, but it was not {}:<ul>{}</ul>", kept, action, items)


def _is_saved(form: PublishForm) -> bool:
    """Tell whether the latest revision has the content of the form."""
    # The form is applied to its page only if its fields are valid.
    revision = form.instance.get_latest_revision() if form.refusals else None
    if revision is None:
        return False
    content = json.loads(json.dumps(form.instance.serializable_data(), cls=DjangoJSONEncoder))
    names = {*form.fields, *form.formsets} - {"comments"}
    return all(content.get(name) == revision.content.get(name) for name in names)


def validation_error(request: Any, message: str, form: Any, buttons: Any = None) -> None:
    """Add the message about an invalid form to the next page; same arguments as Wagtail's function."""
    sentence = refusal(form)
    if sentence is None:
        return _original(request, message, form, buttons)
    return messages.error(request, sentence, buttons)


def install() -> None:
    """Replace Wagtail's function, which its page views call as ``messages.validation_error``."""
    messages.validation_error = validation_error
