"""What is served: page types and kinds of objects, registered once, and asked by everything else.

An application of your own registers its definitions in ``AppConfig.ready``.
"""

from api.registry.kinds import Kind, RecordKind, register_kind
from api.registry.page_types import PageType, register_page_type

__all__ = ["Kind", "PageType", "RecordKind", "register_kind", "register_page_type"]
