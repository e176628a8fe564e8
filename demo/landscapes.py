"""Pictures of the countryside."""

import math

from demo.canvas import BRICK, CORAL, CREAM, INK, MINT, OCHRE, PINE, SAGE, SAND, TEAL, Canvas, mixed
from demo.scenery import birds, cloud, sun, tree


def hills(canvas: Canvas) -> None:
    """Hills one behind the other under a rising sun."""
    canvas.gradient("#f7c79a", "#fbe3bd", "#fdf3df")
    sun(canvas, 0.66, 0.27, 0.062)
    cloud(canvas, 0.22, 0.13, 0.085)
    cloud(canvas, 0.86, 0.12, 0.055)
    birds(canvas, (0.38, 0.17, 0.018), (0.43, 0.145, 0.013), (0.335, 0.14, 0.011))
    layers = [
        (0.345, 0.030, 2.2, 0.4, "#eab79a"),
        (0.400, 0.040, 1.5, 2.1, "#cf9a90"),
        (0.455, 0.035, 1.9, 4.4, "#8f9d93"),
        (0.520, 0.045, 1.2, 0.9, "#5b8a83"),
        (0.590, 0.030, 1.7, 3.4, PINE),
    ]
    for base, swing, waves, shift, color in layers:

        def ridge(x: float, base: float = base, swing: float = swing, w: float = waves, s: float = shift) -> float:
            return base + swing * math.sin(w * math.pi * x + s) + swing * 0.3 * math.sin(w * 7.3 * x + s * 2)

        canvas.land(ridge, color)
        if color in ("#5b8a83", PINE):
            for number in range(9):
                x = (number * 0.137 + shift * 0.21) % 1
                size = 0.05 + 0.02 * ((number * 5) % 3)
                tree(canvas, x, ridge(x) + 0.008, size, mixed(color, INK, 0.28), mixed(color, INK, 0.5))


def tobacco_field(canvas: Canvas) -> None:
    """Rows of broad-leaved plants that run towards a barn."""
    canvas.gradient("#8fc3c9", "#cfe5dc", "#fbedcb", bottom=0.33)
    sun(canvas, 0.2, 0.16, 0.05)
    cloud(canvas, 0.56, 0.1, 0.09)
    cloud(canvas, 0.87, 0.17, 0.06)
    canvas.land(lambda x: 0.275 + 0.02 * math.sin(4.2 * x + 1), "#9bbfa4")
    canvas.land(lambda x: 0.3 + 0.014 * math.sin(6.1 * x + 4), "#6f9f82")
    canvas.rectangle(0.655, 0.222, 0.79, 0.318, BRICK)
    canvas.polygon([(0.643, 0.226), (0.802, 0.226), (0.777, 0.176), (0.7225, 0.15), (0.668, 0.176)], "#7d3a33")
    canvas.polygon([(0.668, 0.226), (0.777, 0.226), (0.76, 0.184), (0.7225, 0.166), (0.685, 0.184)], BRICK)
    canvas.rectangle(0.7, 0.252, 0.745, 0.318, "#5c2c29")
    canvas.rectangle(0.712, 0.19, 0.733, 0.212, "#5c2c29")
    for x in (0.60, 0.625, 0.83, 0.86):
        tree(canvas, x, 0.32, 0.085, PINE)
    canvas.gradient("#a8794f", "#8a5c3c", "#6f4730", top=0.316)
    for row in range(10):
        near = 1 - 0.78 ** (row + 1)
        y = 0.325 + 0.345 * (near / (1 - 0.78**10)) ** 1.9
        size = 0.016 + (y - 0.32) * 0.42
        gap = size * 1.62
        for place in range(-int(0.6 / gap) - 1, int(0.6 / gap) + 2):
            plant(canvas, 0.5 + (place + 0.5 * (row % 2)) * gap, y + size * 0.25, size, place + row)


def plant(canvas: Canvas, x: float, y: float, size: float, variant: int) -> None:
    """A tobacco plant: broad leaves around a stalk."""
    canvas.ellipse(x, y + size * 0.02, size * 0.6, size * 0.11, "#3f2a2055")
    for number, (reach, rise) in enumerate(
        ((-0.74, 0.18), (0.74, 0.2), (-0.62, 0.52), (0.64, 0.5), (-0.36, 0.86), (0.34, 0.88), (0.02, 1.06))
    ):
        tone = mixed("#2f6b4f", "#a4c06a", number / 7.5 + (variant * 7 % 3) * 0.04)
        sway = 0.05 * math.sin(variant * 1.7 + number)
        base = (x, y - size * (0.02 + number * 0.05))
        canvas.leaf(base, (x + size * (reach + sway), y - size * rise), 0.27, tone, mixed(tone, CREAM, 0.3))


def country_road(canvas: Canvas) -> None:
    """A school bus on a road through fields in the morning."""
    canvas.gradient("#7fb8c4", "#c8e2dd", "#fdebc8", bottom=0.42)
    sun(canvas, 0.8, 0.24, 0.055)
    cloud(canvas, 0.2, 0.11, 0.1)
    cloud(canvas, 0.5, 0.19, 0.06)
    birds(canvas, (0.64, 0.12, 0.014), (0.6, 0.1, 0.01))
    canvas.land(lambda x: 0.34 + 0.035 * math.sin(3.4 * x + 0.5), "#a9c9b0")
    canvas.land(lambda x: 0.39 + 0.025 * math.sin(5 * x + 3), SAGE)
    for x, size in ((0.08, 0.15), (0.15, 0.11), (0.93, 0.16), (0.86, 0.1)):
        tree(canvas, x, 0.44, size, PINE)
    canvas.gradient("#7aa777", "#5f8f68", top=0.425)
    canvas.rectangle(0, 0.475, 1, 0.6, "#59616f")
    canvas.rectangle(0, 0.475, 1, 0.48, "#ded6c5")
    canvas.rectangle(0, 0.594, 1, 0.6, "#ded6c5")
    for number in range(9):
        canvas.rectangle(0.02 + number * 0.125, 0.558, 0.085 + number * 0.125, 0.564, SAND, 0.003)
    canvas.ellipse(0.5, 0.536, 0.27, 0.014, "#2b303c66")
    canvas.rectangle(0.245, 0.29, 0.69, 0.515, OCHRE, 0.026)
    canvas.rectangle(0.6, 0.4, 0.765, 0.515, OCHRE, 0.02)
    canvas.rectangle(0.26, 0.278, 0.675, 0.3, "#f7d08a", 0.011)
    for number in range(5):
        left = 0.268 + number * 0.068
        canvas.rectangle(left, 0.322, left + 0.056, 0.39, "#dff1ee", 0.007)
        gleam = [(left + 0.008, 0.39), (left + 0.03, 0.322), (left + 0.045, 0.322), (left + 0.023, 0.39)]
        canvas.polygon(gleam, "#ffffff80")
        if number in (1, 3, 4):
            skin = ("#8d5a3c", "#e3ab84", "#5f3b2a")[number % 3]
            canvas.circle(left + 0.028, 0.372, 0.014, skin)
            canvas.slice(left + 0.028, 0.37, 0.0155, 180, 360, INK)
            canvas.rectangle(left + 0.008, 0.384, left + 0.048, 0.391, CORAL if number != 3 else TEAL)
    canvas.rectangle(0.618, 0.322, 0.672, 0.49, "#dff1ee", 0.007)
    canvas.rectangle(0.643, 0.322, 0.648, 0.49, OCHRE)
    for y in (0.41, 0.44):
        canvas.rectangle(0.245, y, 0.61, y + 0.008, INK)
    canvas.rectangle(0.752, 0.448, 0.772, 0.474, "#fff3d6", 0.008)
    canvas.rectangle(0.235, 0.495, 0.775, 0.517, INK, 0.009)
    for x in (0.34, 0.655):
        canvas.circle(x, 0.515, 0.043, "#2b303c")
        canvas.circle(x, 0.515, 0.021, "#c9ccd2")
        canvas.circle(x, 0.515, 0.008, "#59616f")
    for number in range(24):
        x = (number * 0.29) % 1
        y = 0.625 + (number * 0.013) % 0.035
        canvas.stroke([(x, y + 0.018), (x, y)], MINT, 0.0022)
        canvas.circle(x, y, 0.0052, (CORAL, CREAM, OCHRE)[number % 3])
