"""Checks of the definitions of sources."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from arrivals.sources.registry import sources


@register()
def check_sources(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse sources that are known by half."""
    found: list[CheckMessage] = []
    for name, source in sources().items():
        if name != source.name or not name.isidentifier() or len(name) > 32:
            text = f"The source “{name}” needs a name of at most 32 letters, digits and underscores."
            found.append(Error(text, id="arrivals.E001"))
        if not source.label:
            found.append(Error(f"The source “{name}” needs a label.", id="arrivals.E002"))
        if not source.suffixes or any(suffix != suffix.lower() or suffix[:1] != "." for suffix in source.suffixes):
            text = f"The source “{name}” needs the suffixes of its files, in lower case and with a dot: .xml."
            found.append(Error(text, id="arrivals.E003"))
        others = source.other_suffixes.items()
        if any(suffix != suffix.lower() or suffix[:1] != "." or not advice for suffix, advice in others):
            text = f"The source “{name}” needs a sentence for each other suffix, in lower case and with a dot: .doc."
            found.append(Error(text, id="arrivals.E004"))
    return found
