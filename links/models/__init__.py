"""The links that were found, and what came of checking them."""

from links.models.checked_link import CheckedLink
from links.models.link_round import LinkRound
from links.models.link_use import LinkUse

__all__ = ["CheckedLink", "LinkRound", "LinkUse"]
