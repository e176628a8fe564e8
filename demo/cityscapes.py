"""Pictures of buildings."""

import math

from demo.canvas import PLUM, SAND, Canvas, mixed
from demo.scenery import birds, sun, tree


def capitol(canvas: Canvas) -> None:
    """A domed building above its reflection in a pool."""
    canvas.gradient("#3a5f83", "#8b8fa3", "#f0b598", "#fbd9ae", bottom=0.5)
    for number in range(26):
        canvas.circle((number * 0.381) % 1, 0.02 + (number * 0.0217) % 0.19, 0.0011 + number % 3 * 0.0005, "#ffffffa0")
    sun(canvas, 0.5, 0.33, 0.15, "#ffd08a")
    stone, shade, dark = "#fbf1e1", "#dcc9b6", "#5d5f77"
    for left, right, top in ((0.10, 0.90, 0.405), (0.17, 0.83, 0.392)):
        canvas.rectangle(left, top, right, 0.48, stone)
        canvas.rectangle(left - 0.006, top - 0.008, right + 0.006, top + 0.003, shade)
    for number in range(33):
        x = 0.118 + number * 0.0236
        canvas.rectangle(x, 0.415, x + 0.0085, 0.466, dark if abs(x - 0.5) > 0.105 else stone, 0.003)
    canvas.rectangle(0.405, 0.334, 0.595, 0.372, shade)
    canvas.rectangle(0.385, 0.372, 0.615, 0.48, stone)
    canvas.polygon([(0.375, 0.374), (0.625, 0.374), (0.5, 0.332)], shade)
    canvas.polygon([(0.402, 0.368), (0.598, 0.368), (0.5, 0.338)], stone)
    for number in range(8):
        x = 0.396 + number * 0.0272
        canvas.rectangle(x, 0.386, x + 0.013, 0.468, dark)
    canvas.rectangle(0.415, 0.262, 0.585, 0.335, stone)
    for number in range(12):
        x = 0.424 + number * 0.0131
        canvas.rectangle(x, 0.277, x + 0.0068, 0.325, dark, 0.003)
    canvas.rectangle(0.405, 0.255, 0.595, 0.268, shade, 0.003)
    canvas.rectangle(0.405, 0.328, 0.595, 0.338, shade, 0.003)
    dome = [(0.5 - 0.082 * math.cos(math.pi * t), 0.257 - 0.106 * math.sin(math.pi * t)) for t in arc()]
    canvas.polygon(dome, stone)
    for offset in (-0.86, -0.58, -0.2, 0.2, 0.58, 0.86):
        rib = [
            (0.5 + offset * 0.082 * math.cos(math.pi / 2 * t), 0.257 - 0.106 * math.sin(math.pi / 2 * t)) for t in arc()
        ]
        canvas.stroke(rib[:-3], shade, 0.0034)
    canvas.rectangle(0.481, 0.128, 0.519, 0.158, stone)
    for x in (0.487, 0.4985, 0.51):
        canvas.rectangle(x - 0.002, 0.134, x + 0.003, 0.154, dark)
    canvas.slice(0.5, 0.129, 0.019, 180, 360, shade)
    canvas.stroke([(0.5, 0.112), (0.5, 0.088)], stone, 0.004)
    for x in (0.03, 0.085, 0.15, 0.85, 0.915, 0.97):
        tree(canvas, x, 0.488, 0.105, "#4c6670", "#39475a")
    canvas.rectangle(0, 0.474, 1, 0.5, "#6f8a74")
    for step in range(5):
        canvas.rectangle(0.37 - step * 0.012, 0.466 + step * 0.007, 0.63 + step * 0.012, 0.474 + step * 0.007, stone)
        canvas.rectangle(0.37 - step * 0.012, 0.471 + step * 0.007, 0.63 + step * 0.012, 0.473 + step * 0.007, shade)
    canvas.gradient("#e6b39c", "#9c93a6", "#456a8c", top=0.505)
    canvas.rectangle(0, 0.5, 1, 0.508, mixed(SAND, PLUM, 0.2))
    for half, depth in ((0.4, 0.03), (0.085, 0.075), (0.075, 0.115), (0.05, 0.14)):
        canvas.rectangle(0.5 - half, 0.508, 0.5 + half, 0.508 + depth, "#fbf1e12e", 0.004)
    for number in range(15):
        y, width = 0.522 + number * 0.0098, 0.05 + (number * 0.083) % 0.16
        x = 0.5 + 0.32 * math.sin(number * 2.4)
        canvas.stroke([(x - width, y), (x + width, y)], "#fff1dc38", 0.0026)


def arc(steps: int = 40) -> list[float]:
    """Numbers from 0 to 1."""
    return [step / steps for step in range(steps + 1)]


def savanna_city(canvas: Canvas) -> None:
    """A city's towers behind flat-topped trees in the evening."""
    canvas.gradient("#f0905f", "#f7bd7d", "#fde5b6", bottom=0.5)
    sun(canvas, 0.36, 0.33, 0.1, "#fff0c9")
    birds(canvas, (0.2, 0.12, 0.016), (0.25, 0.145, 0.012), (0.16, 0.15, 0.011), (0.29, 0.11, 0.01), color=PLUM)
    towers = [(0.02, 0.05, 0.36), (0.08, 0.04, 0.3), (0.13, 0.06, 0.38), (0.47, 0.05, 0.31), (0.53, 0.045, 0.22)]
    towers += [(0.585, 0.06, 0.33), (0.655, 0.05, 0.17), (0.715, 0.055, 0.28), (0.78, 0.04, 0.35), (0.83, 0.07, 0.25)]
    towers += [(0.91, 0.05, 0.32)]
    for number, (left, width, top) in enumerate(towers):
        color = mixed("#d98a6b", PLUM, 0.25 + 0.12 * (number % 3))
        canvas.rectangle(left, top, left + width, 0.5, color)
        if number % 3 == 0:
            canvas.slice(left + width / 2, top + 0.001, width / 2, 180, 360, color)
        if number == 6:
            canvas.ellipse(left + width / 2, top, width * 0.72, 0.012, color)
            canvas.stroke([(left + width / 2, top), (left + width / 2, top - 0.06)], color, 0.004)
        for row in range(int((0.46 - top) / 0.026)):
            for column in range(int(width / 0.014)):
                if (row * 5 + column * 3 + number) % 4:
                    x, y = left + 0.006 + column * 0.0138, top + 0.016 + row * 0.026
                    canvas.rectangle(x, y, x + 0.0065, y + 0.012, "#fde5b6a0")
    canvas.land(lambda x: 0.45 + 0.012 * math.sin(7 * x), "#b46a53")
    canvas.land(lambda x: 0.5 + 0.015 * math.sin(5 * x + 2), "#8a4f4f")
    canvas.land(lambda x: 0.58 + 0.02 * math.sin(4 * x + 1), "#4f3346")
    for x, y, size in ((0.16, 0.6, 0.32), (0.79, 0.61, 0.38), (0.5, 0.53, 0.12), (0.95, 0.52, 0.13)):
        acacia(canvas, x, y, size, "#3b2a3d" if size > 0.2 else "#6b3f4c")
    for number in range(60):
        x = (number * 0.618) % 1
        canvas.stroke([(x, 0.667), (x + 0.006 * math.sin(number), 0.632 + 0.012 * (number % 3))], "#3b2a3d", 0.002)


def acacia(canvas: Canvas, x: float, y: float, size: float, color: str) -> None:
    """A flat-topped tree that stands at ``y``."""
    for lean in (-0.3, -0.1, 0.14, 0.34):
        bough = [(x, y), (x + lean * size * 0.3, y - size * 0.35), (x + lean * size, y - size * 0.68)]
        canvas.stroke(bough, color, size * 0.026)
    for dx, dy, width in ((-0.26, 0.68, 0.3), (0.26, 0.7, 0.32), (0, 0.78, 0.36), (0.02, 0.66, 0.4)):
        canvas.ellipse(x + dx * size, y - dy * size, width * size, 0.065 * size, color)
