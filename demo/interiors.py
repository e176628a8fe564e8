"""Pictures of rooms."""

import math

from demo.canvas import (
    BARK,
    BRICK,
    CORAL,
    CREAM,
    INK,
    MINT,
    NIGHT,
    OCHRE,
    PINE,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SKY,
    TEAL,
    WOOD,
    Canvas,
    mixed,
)
from demo.scenery import sun

HAIR = (INK, BARK, "#2b2b33", "#8c5a33", PLUM, "#c9a06a", "#4a3326")
CLOTHES = (CORAL, TEAL, OCHRE, PLUM, SAGE, NIGHT, BRICK, ROSE)
SKIN = ("#8d5a3c", "#e3ab84", "#5f3b2a", "#c98d63", "#f0c4a0")


def conference_hall(canvas: Canvas) -> None:
    """A stage with a lectern, seen over the heads of an audience."""
    canvas.gradient("#1d3f5e", "#24527a", bottom=0.5)
    for x in (0.0, 0.86):
        canvas.rectangle(x, 0, x + 0.14, 0.5, "#193450")
        for fold in range(4):
            canvas.rectangle(x + 0.01 + fold * 0.035, 0, x + 0.023 + fold * 0.035, 0.5, "#21466a")
    for x in (0.3, 0.5, 0.7):
        canvas.polygon([(x - 0.012, 0.04), (x + 0.012, 0.04), (x + 0.17, 0.46), (x - 0.17, 0.46)], "#ffe9bf12")
        canvas.rectangle(x - 0.016, 0, x + 0.016, 0.042, INK, 0.006)
    canvas.rectangle(0.235, 0.075, 0.765, 0.365, "#13293f", 0.01)
    canvas.rectangle(0.245, 0.085, 0.755, 0.355, CREAM, 0.006)
    sun(canvas, 0.36, 0.21, 0.045, CORAL)
    canvas.polygon([(0.245, 0.355), (0.245, 0.29), (0.33, 0.245), (0.43, 0.3), (0.5, 0.355)], SAGE)
    canvas.polygon([(0.3, 0.355), (0.39, 0.275), (0.49, 0.355)], TEAL)
    for number, width in enumerate((0.19, 0.15, 0.17, 0.1)):
        canvas.rectangle(
            0.53, 0.15 + number * 0.04, 0.53 + width, 0.165 + number * 0.04, INK if not number else SAND, 0.007
        )
    canvas.rectangle(0, 0.44, 1, 0.5, WOOD)
    canvas.rectangle(0, 0.44, 1, 0.45, "#c48a55")
    figure(canvas, 0.82, 0.335, 0.066, SKIN[0], INK, CORAL)
    canvas.polygon([(0.772, 0.352), (0.868, 0.352), (0.858, 0.45), (0.782, 0.45)], "#8a5832")
    canvas.rectangle(0.764, 0.343, 0.876, 0.356, "#c48a55", 0.004)
    canvas.circle(0.82, 0.4, 0.018, OCHRE)
    canvas.stroke([(0.794, 0.346), (0.8, 0.312)], "#d8dde3", 0.003)
    canvas.circle(0.8, 0.309, 0.006, INK)
    for number, x in enumerate((0.16, 0.225, 0.29)):
        figure(canvas, x, 0.385, 0.05, SKIN[number + 1], HAIR[number], CLOTHES[number + 1])
    canvas.rectangle(0.115, 0.405, 0.335, 0.45, "#8a5832", 0.004)
    canvas.rectangle(0.108, 0.4, 0.342, 0.411, "#c48a55", 0.004)
    canvas.gradient("#15304a", "#0f2438", top=0.497)
    for row in range(4):
        size = 0.034 + row * 0.0105
        y = 0.535 + row * 0.047
        gap = size * 2.75
        for place in range(int(1 / gap) + 2):
            variant = row * 5 + place * 3
            x = (place + 0.5 * (row % 2) - 0.1) * gap
            shade = 0.5 - row * 0.1
            clothes = mixed(CLOTHES[variant % 8], "#15304a", shade)
            canvas.slice(x, y + size * 1.95, size * 1.12, 180, 360, clothes)
            canvas.rectangle(
                x - size * 0.25, y + size * 0.3, x + size * 0.25, y + size, mixed(SKIN[variant % 5], INK, shade)
            )
            canvas.ellipse(x, y, size * 0.6, size * 0.72, mixed(HAIR[variant % 7], "#15304a", shade * 0.5))
            if variant % 4 == 1:
                canvas.circle(x, y - size * 0.85, size * 0.27, mixed(HAIR[variant % 7], "#15304a", shade * 0.5))
            if variant % 5 == 2:
                canvas.rectangle(
                    x - size * 0.6, y, x + size * 0.6, y + size * 0.95, mixed(HAIR[variant % 7], INK, 0.2), 0.01
                )
        canvas.rectangle(0, y + size * 1.62, 1, y + size * 2.6, mixed("#7b3a44", "#15304a", shade))
        canvas.rectangle(0, y + size * 1.62, 1, y + size * 1.72, mixed("#a85960", "#15304a", shade))


def figure(canvas: Canvas, x: float, y: float, size: float, skin: str, hair: str, clothes: str) -> None:
    """A person from the chest up; ``y`` is the chin's height and ``size`` about that of the head and neck."""
    canvas.rectangle(x - size * 0.62, y + size * 0.08, x + size * 0.62, y + size * 1.2, clothes, size * 0.32)
    canvas.rectangle(
        x - size * 0.16, y - size * 0.2, x + size * 0.16, y + size * 0.2, mixed(skin, BARK, 0.25), size * 0.08
    )
    canvas.slice(x, y - size * 0.42, size * 0.46, 180, 360, hair)
    canvas.ellipse(x, y - size * 0.36, size * 0.34, size * 0.42, skin)
    canvas.slice(x, y - size * 0.46, size * 0.39, 185, 355, hair)


def classroom(canvas: Canvas) -> None:
    """An empty classroom with a board, a window and small desks."""
    canvas.gradient("#f7e5c6", "#f3d9b1", bottom=0.47)
    canvas.rectangle(0, 0.46, 1, 0.475, "#d9b586")
    canvas.gradient("#c99a69", "#b58354", top=0.475)
    for number in range(11):
        x = number * 0.1
        canvas.stroke([(0.5 + (x - 0.5) * 0.9, 0.476), (0.5 + (x - 0.5) * 1.9, 0.668)], "#a2724655", 0.0022)
    canvas.rectangle(0.055, 0.075, 0.305, 0.375, WOOD, 0.006)
    canvas.rectangle(0.066, 0.086, 0.294, 0.364, SKY)
    sun(canvas, 0.13, 0.17, 0.026)
    canvas.polygon([(0.066, 0.364), (0.066, 0.3), (0.14, 0.26), (0.22, 0.3), (0.294, 0.27), (0.294, 0.364)], SAGE)
    canvas.polygon([(0.066, 0.364), (0.066, 0.335), (0.17, 0.31), (0.294, 0.34), (0.294, 0.364)], PINE)
    canvas.rectangle(0.176, 0.086, 0.184, 0.364, WOOD)
    canvas.rectangle(0.066, 0.216, 0.294, 0.223, WOOD)
    canvas.polygon([(0.1, 0.476), (0.32, 0.476), (0.52, 0.667), (0.2, 0.667)], "#fff3d633")
    canvas.rectangle(0.37, 0.08, 0.81, 0.33, "#8a5832", 0.007)
    canvas.rectangle(0.382, 0.092, 0.798, 0.318, "#2f5d54")
    for number, width in enumerate((0.15, 0.11, 0.135)):
        y = 0.13 + number * 0.043
        wave = [(0.41 + width * t, y + 0.006 * math.sin(t * 40 + number)) for t in (step / 60 for step in range(61))]
        canvas.stroke(wave, "#eef4e8d0", 0.0032)
    canvas.stroke([(0.62, 0.27), (0.62, 0.14)], "#eef4e8d0", 0.003)
    canvas.stroke([(0.62, 0.27), (0.77, 0.27)], "#eef4e8d0", 0.003)
    for number, height in enumerate((0.04, 0.07, 0.055, 0.1)):
        left = 0.633 + number * 0.034
        canvas.rectangle(left, 0.268 - height, left + 0.021, 0.268, (CORAL, OCHRE, MINT, ROSE)[number])
    canvas.rectangle(0.4, 0.318, 0.78, 0.33, "#c48a55", 0.003)
    canvas.circle(0.895, 0.155, 0.043, INK)
    canvas.circle(0.895, 0.155, 0.037, CREAM)
    canvas.stroke([(0.895, 0.13), (0.895, 0.155), (0.913, 0.166)], INK, 0.0045)
    canvas.rectangle(0.85, 0.3, 1, 0.312, WOOD)
    for number, (height, width) in enumerate(
        ((0.07, 0.017), (0.055, 0.014), (0.08, 0.02), (0.062, 0.016), (0.074, 0.018))
    ):
        left = 0.862 + number * 0.0215
        canvas.rectangle(left, 0.3 - height, left + width, 0.3, CLOTHES[number], 0.002)
    for row, (y, size) in enumerate(((0.44, 0.105), (0.525, 0.145))):
        for place in range(4 - row):
            desk(canvas, 0.42 + (place - 0.9) * size * 2.1 - row * 0.06, y, size, row * 3 + place)


def desk(canvas: Canvas, x: float, y: float, size: float, variant: int) -> None:
    """A desk with a chair and something on it; ``y`` is the height of its top."""
    canvas.ellipse(x, y + size * 0.98, size * 0.68, size * 0.07, "#6b463033")
    seat = CLOTHES[(variant * 3 + 1) % 8]
    canvas.rectangle(x - size * 0.27, y + size * 0.18, x + size * 0.27, y + size * 0.46, seat, size * 0.06)
    for leg in (-0.24, 0.2):
        canvas.rectangle(x + size * leg, y + size * 0.4, x + size * (leg + 0.05), y + size * 0.92, "#4f5a68")
    for leg in (-0.56, 0.5):
        canvas.rectangle(x + size * leg, y + size * 0.08, x + size * (leg + 0.06), y + size, "#4f5a68")
    canvas.rectangle(x - size * 0.64, y, x + size * 0.64, y + size * 0.1, "#e2b57f", size * 0.03)
    canvas.rectangle(x - size * 0.64, y + size * 0.07, x + size * 0.64, y + size * 0.1, "#b98550", size * 0.015)
    if variant % 3 == 0:
        canvas.rectangle(x - size * 0.3, y - size * 0.06, x + size * 0.12, y, BRICK, size * 0.01)
        canvas.rectangle(x - size * 0.26, y - size * 0.11, x + size * 0.08, y - size * 0.06, TEAL, size * 0.01)
    elif variant % 3 == 1:
        canvas.rectangle(x + size * 0.16, y - size * 0.15, x + size * 0.3, y, PLUM, size * 0.02)
        for lean in (-0.03, 0.02, 0.07):
            canvas.stroke(
                [(x + size * 0.23, y - size * 0.1), (x + size * (0.23 + lean), y - size * 0.26)], OCHRE, size * 0.025
            )
    else:
        canvas.circle(x - size * 0.2, y - size * 0.08, size * 0.09, CORAL)
        canvas.leaf((x - size * 0.2, y - size * 0.16), (x - size * 0.1, y - size * 0.22), 0.3, PINE)


def video_meeting(canvas: Canvas) -> None:
    """A laptop on a desk, with six people in a meeting on its screen."""
    canvas.gradient("#d7e9e4", "#eaf1e2", bottom=0.5)
    canvas.circle(0.5, 0.28, 0.27, "#ffffff66")
    canvas.rectangle(0, 0.5, 1, 0.667, "#cf9f6c")
    canvas.rectangle(0, 0.5, 1, 0.512, "#e0b684")
    canvas.rectangle(0.235, 0.09, 0.765, 0.47, INK, 0.018)
    canvas.rectangle(0.25, 0.106, 0.75, 0.452, "#21466a", 0.006)
    for number in range(6):
        left, top = 0.262 + (number % 3) * 0.1615, 0.118 + (number // 3) * 0.164
        ground = (MINT, SAND, ROSE, SKY, "#e5d3e0", SAGE)[number]
        canvas.rectangle(left, top, left + 0.153, top + 0.156, ground, 0.008)
        x, y = left + 0.0765, top + 0.103
        hair = HAIR[number]
        if number in (1, 5):
            canvas.rectangle(x - 0.037, y - 0.062, x + 0.037, y + 0.022, hair, 0.03)
        if number == 3:
            canvas.circle(x, y - 0.077, 0.016, hair)
        canvas.slice(x, top + 0.156, 0.057, 180, 360, CLOTHES[number])
        canvas.rectangle(x - 0.012, y - 0.01, x + 0.012, y + 0.012, mixed(SKIN[number % 5], BARK, 0.25), 0.005)
        canvas.ellipse(x, y - 0.028, 0.027, 0.033, SKIN[number % 5])
        canvas.slice(x, y - 0.036, 0.031, 180, 360, hair)
        canvas.rectangle(left + 0.008, top + 0.139, left + 0.05, top + 0.148, "#ffffffb8", 0.004)
    canvas.polygon([(0.2, 0.47), (0.8, 0.47), (0.845, 0.525), (0.155, 0.525)], "#c3ccd4")
    canvas.rectangle(0.152, 0.522, 0.848, 0.538, "#98a4b0", 0.008)
    canvas.polygon([(0.27, 0.478), (0.73, 0.478), (0.75, 0.503), (0.25, 0.503)], "#6d7a88")
    canvas.polygon([(0.43, 0.508), (0.57, 0.508), (0.578, 0.521), (0.422, 0.521)], "#aab5c0")
    canvas.rectangle(0.875, 0.455, 0.94, 0.56, CORAL, 0.012)
    canvas.ellipse(0.9075, 0.458, 0.0325, 0.009, BRICK)
    canvas.rectangle(0.05, 0.44, 0.115, 0.555, BRICK, 0.01)
    for reach, rise in ((-0.05, 0.1), (0.055, 0.11), (-0.025, 0.17), (0.03, 0.18), (0.0, 0.2)):
        canvas.leaf((0.0825, 0.445), (0.0825 + reach, 0.445 - rise), 0.2, mixed(PINE, SAGE, rise * 3), MINT)
