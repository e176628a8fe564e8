"""The template tag for a script that needs to know addresses of the CMS."""

from django import template
from django.utils.safestring import SafeString

from pages.editor.session_state import session_script as script

register = template.Library()


@register.simple_tag
def session_script() -> SafeString:
    """Return the script with which other scripts notice that the user is signed out."""
    return script()
