"""Turns the inline scripts of Wagtail's widgets into data, so that the admin needs none.

Without them, the browser can be told to run no inline script at all: text that somebody brings into a page of the
admin then never runs. The element ``<inline-call>`` (``pages/inline_calls.js``) makes the call at the moment at which
the script would have been run. Two templates in ``wagtailadmin/panels/`` do the same for panels.
"""

import json
import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

#: All that choosers of Wagtail write: one call with arguments in JSON.
CALL = re.compile(r"((?:new )?\w+)\((.*)\);?\s*", re.DOTALL)


def inline_call(script: str) -> SafeString:
    """Return the element that makes the call of a script. What is not one call with JSON is returned as a script.

    The browser then refuses it, unless ``ADMIN_INLINE_SCRIPTS`` is on: an application can have such a widget.
    """
    call = CALL.fullmatch(script.strip())
    try:
        arguments = json.loads(f"[{call[2]}]") if call else None
    except ValueError:
        arguments = None
    if call is None or arguments is None:
        return mark_safe(f"<script>{script}</script>")  # noqa: S308  (as Wagtail does)
    element = '<inline-call hidden data-call="{}" data-arguments="{}"></inline-call>'
    return format_html(element, call[1], json.dumps(arguments))


def _render(self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
    key = (attrs or {}).get("id")
    if key is None:
        raise TypeError("A chooser cannot be rendered without an “id” attribute.")
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    return mark_safe(html + inline_call(self.render_js_init(key, name, value_data)))  # noqa: S308  (both are HTML)


def without_inline_scripts() -> None:
    """Have all choosers render their call as data."""
    BaseChooser.render = _render
