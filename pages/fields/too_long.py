"""What an editor reads if a text is too long."""

from typing import Any

from django.core.validators import MaxLengthValidator


class TooLongMessage(str):
    """A message of ``MaxLengthValidator`` that says by how much the text is too long, which Django leaves to count."""

    def __mod__(self, parameters: Any) -> str:
        """Return the sentence for the length and the limit that Django passes."""
        excess = parameters["show_value"] - parameters["limit_value"]
        characters = "character" if excess == 1 else "characters"
        return f"This is {excess} {characters} too long: it may have {parameters['limit_value']}."


def say_by_how_much() -> None:
    """Let every form and model use this message."""
    MaxLengthValidator.message = TooLongMessage("This is too long.")
