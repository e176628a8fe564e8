"""The signs that stand for organisations."""

import math

from PIL import Image

from demo.canvas import Canvas, mixed


def emblem(width: int, ground: str, mark: str, accent: str, sign: str = "book") -> Image.Image:
    """Return a round emblem on a transparent ground: a sun over an open book, or a simpler sign.

    ``sign`` is "book", "leaf", "rings" or "steps".
    """
    canvas = Canvas(width, 1, ground)
    if sign == "leaf":
        for reach, rise in ((-0.24, 0.3), (0.24, 0.3), (0.0, 0.46)):
            canvas.leaf((0.5, 0.76), (0.5 + reach, 0.76 - rise), 0.24, accent if reach else mark, ground)
    elif sign == "rings":
        for x, color in ((0.38, mark), (0.62, accent), (0.5, mixed(mark, accent, 0.5))):
            y = 0.43 if x != 0.5 else 0.61
            canvas.circle(x, y, 0.17, color)
            canvas.circle(x, y, 0.105, ground)
    elif sign == "steps":
        for number in range(4):
            left, top = 0.26 + number * 0.125, 0.64 - number * 0.11
            canvas.rectangle(left, top, left + 0.1, 0.74, mixed(mark, accent, number / 3), 0.015)
    else:
        for number in range(9):
            angle = math.pi * (1 + (number + 0.5) / 9)
            near, far = 0.215, 0.29 if number % 2 else 0.265
            ray = [(0.5 + reach * math.cos(angle), 0.545 + reach * math.sin(angle)) for reach in (near, far)]
            canvas.stroke(ray, accent, 0.026)
        canvas.slice(0.5, 0.545, 0.165, 180, 360, accent)
        for side in (-1, 1):
            page = [(0.5, 0.62), (0.5 + side * 0.12, 0.555), (0.5 + side * 0.285, 0.575), (0.5 + side * 0.285, 0.735)]
            canvas.polygon([*page, (0.5 + side * 0.12, 0.715), (0.5, 0.785)], mark)
            for line in range(2):
                y = 0.63 + line * 0.05
                canvas.stroke(
                    [(0.5 + side * 0.06, y + 0.014), (0.5 + side * 0.13, y - 0.012), (0.5 + side * 0.24, y)],
                    ground,
                    0.012,
                )
    canvas_mask = Canvas(width, 1, "#000000")
    canvas_mask.circle(0.5, 0.5, 0.49, "#ffffff")
    picture = canvas.picture()
    picture.putalpha(canvas_mask.picture().convert("L"))
    return picture
