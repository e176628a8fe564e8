"""The change log's tables. None of them holds content."""

from api.models.change import Change
from api.models.change_counter import ChangeCounter
from api.models.public_object import PublicObject
from api.models.tag_sequence import TagSequence

__all__ = ["Change", "ChangeCounter", "PublicObject", "TagSequence"]
