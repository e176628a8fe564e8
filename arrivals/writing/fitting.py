"""Makes values fit the fields of models, and says what did not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model, TextField

from pages.fields.plain_text import one_line


def shortened(text: str, length: int) -> str:
    """Return a text on one line that has at most ``length`` characters; an ellipsis stands for what is cut off."""
    line = one_line(text)
    if len(line) <= length:
        return line
    beginning = line[: length - 1]
    return (beginning.rpartition(" ")[0] or beginning) + "…"


def set_fields(content: Model, values: dict[str, Any]) -> list[str]:
    """Set plain fields of an object. Return a sentence for each value that a field does not take.

    A text that is too long is cut, and the sentence holds all of it; any other value that is refused leaves the field
    as it is.
    """
    sentences = []
    for name, value in values.items():
        field: Any = content._meta.get_field(name)
        label = str(field.verbose_name)
        longest = field.max_length if type(field) in (CharField, TextField) and not field.choices else None
        if isinstance(value, str) and longest and len(value) > longest:
            sentences.append(f"The {label} was cut to {longest} characters. It was: {value}")
            value = shortened(value, longest)
        try:
            cleaned = field.clean(value, content) if value not in (None, "") else value
        except ValidationError as error:
            sentences.append(f"The {label} “{value}” was left out: {' '.join(error.messages)}")
        else:
            setattr(content, name, cleaned)
    return sentences
