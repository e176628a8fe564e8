"""The registry of what is served: page types and kinds of objects, each registered once.

Other applications register their definitions in ``AppConfig.ready``.
"""

from api.registry.kinds import Kind, RecordKind, register_kind
from api.registry.page_types import PageType, register_page_type

__all__ = ["Kind", "PageType", "RecordKind", "register_kind", "register_page_type"]
