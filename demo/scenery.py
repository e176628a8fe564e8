"""What several pictures of the outdoors have in common."""

import math

from demo.canvas import BARK, CREAM, INK, Canvas, mixed


def sun(canvas: Canvas, x: float, y: float, radius: float, color: str = "#fff3d6") -> None:
    """A disc in a halo of three rings."""
    for factor in (2.6, 1.9, 1.4):
        canvas.circle(x, y, radius * factor, color + "2c")
    canvas.circle(x, y, radius, color)


def birds(canvas: Canvas, *places: tuple[float, float, float], color: str = INK) -> None:
    """Birds far away, each given as place and size."""
    for x, y, size in places:
        wing = [(t, -0.55 * math.sin(math.pi * t) + 0.18 * t) for t in (step / 10 for step in range(11))]
        for side in (-1, 1):
            canvas.stroke([(x + side * size * t, y + size * bend) for t, bend in wing], color, size * 0.13)


def cloud(canvas: Canvas, x: float, y: float, size: float, color: str = "#fdf8ee") -> None:
    """A cloud of two round bars."""
    canvas.rectangle(x - size, y - size * 0.16, x + size, y + size * 0.16, color, size * 0.16)
    canvas.rectangle(x - size * 0.45, y - size * 0.42, x + size * 0.6, y, color, size * 0.16)


def tree(canvas: Canvas, x: float, y: float, size: float, color: str, trunk: str = BARK) -> None:
    """A round tree that stands at ``y``."""
    canvas.rectangle(x - size * 0.05, y - size * 0.5, x + size * 0.05, y, trunk)
    canvas.ellipse(x, y - size * 0.66, size * 0.3, size * 0.4, color)
    canvas.ellipse(x - size * 0.08, y - size * 0.74, size * 0.17, size * 0.25, mixed(color, CREAM, 0.14))
