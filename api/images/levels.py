"""How much of each image object a response has: the parameter ``images``."""

from collections.abc import Mapping

#: By level, the names of an image object that are served, all of them for ``None``. ``none`` has no image objects.
LEVELS: Mapping[str, tuple[str, ...] | None] = {
    "full": None,
    "basic": (
        *("id", "alt", "decorative", "width", "height", "focal_point", "placeholder", "src", "url_template", "crops"),
    ),
    "src": ("src", "alt", "width", "height", "crops"),
    "none": (),
}
FULL, NONE = "full", "none"
