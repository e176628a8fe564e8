"""The tables of the change log. None of them contains content."""

from api.models.change import Change
from api.models.change_counter import ChangeCounter
from api.models.public_object import PublicObject
from api.models.tag_sequence import TagSequence

__all__ = ["Change", "ChangeCounter", "PublicObject", "TagSequence"]
