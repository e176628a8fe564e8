"""Pictures of things."""

import math

from demo.canvas import (
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
    Canvas,
    Point,
    mixed,
)


def turned(points: list[Point], center: Point, degrees: float) -> list[Point]:
    """Return the points turned clockwise around ``center``."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    around = [(x - center[0], y - center[1]) for x, y in points]
    return [(center[0] + x * cosine - y * sine, center[1] + x * sine + y * cosine) for x, y in around]


def slab(canvas: Canvas, center: Point, width: float, height: float, degrees: float, color: str) -> None:
    """A rectangle that lies turned on a table, with its shadow."""
    x, y, w, h = *center, width / 2, height / 2
    corners = [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]
    for offset in (0.012, 0.007):
        canvas.polygon([(a + offset * 0.6, b + offset) for a, b in turned(corners, center, degrees)], "#17324d1c")
    canvas.polygon(turned(corners, center, degrees), color)


def notebook(canvas: Canvas) -> None:
    """An open notebook, a pen and a cup on a table, seen from above."""
    canvas.gradient("#2a6d70", "#1f5a63")
    for number in range(7):
        canvas.rectangle(0, number * 0.1, 1, number * 0.1 + 0.002, "#ffffff0d")
    slab(canvas, (0.19, 0.2), 0.2, 0.26, -14, CORAL)
    slab(canvas, (0.205, 0.215), 0.2, 0.26, -8, SAND)
    center, tilt = (0.53, 0.34), -6.0
    slab(canvas, center, 0.62, 0.43, tilt, NIGHT)
    slab(canvas, center, 0.6, 0.41, tilt, "#efe2c8")
    slab(canvas, center, 0.59, 0.4, tilt, CREAM)
    for side in (-1, 1):
        for number in range(13):
            y = center[1] - 0.145 + number * 0.026
            left, right = center[0] + side * 0.155 - 0.12, center[0] + side * 0.155 + 0.12
            canvas.stroke(turned([(left, y), (right, y)], center, tilt), "#c9dcdc", 0.0013)
            length = 0.24 * (0.55 + 0.42 * abs(math.sin(number * 2.3 + side)))
            if (side < 0 and number not in (0, 6)) or (side > 0 and number in (1, 2, 3, 4)):
                wave = [
                    (left + length * t, y - 0.006 + 0.0042 * math.sin(t * 74 + number) * math.cos(t * 21))
                    for t in (step / 90 for step in range(91))
                ]
                canvas.stroke(turned(wave, center, tilt), INK, 0.0021)
    for shade, width in (("#17324d12", 0.05), ("#17324d18", 0.025), ("#17324d22", 0.008)):
        band = [(0.53 - width / 2, 0.14), (0.53 + width / 2, 0.14), (0.53 + width / 2, 0.54), (0.53 - width / 2, 0.54)]
        canvas.polygon(turned(band, center, tilt), shade)
    for number, (dx, height) in enumerate(((0.07, 0.04), (0.11, 0.065), (0.15, 0.05), (0.19, 0.09))):
        x, y = center[0] + dx, center[1] + 0.165
        bar = [(x, y - height), (x + 0.026, y - height), (x + 0.026, y), (x, y)]
        canvas.polygon(turned(bar, center, tilt), (ROSE, OCHRE, SAGE, CORAL)[number])
    pen = [(0.69, 0.2), (0.9, 0.41), (0.885, 0.425), (0.675, 0.215)]
    canvas.polygon([(x + 0.006, y + 0.012) for x, y in pen], "#17324d30")
    canvas.polygon(pen, OCHRE)
    canvas.polygon([(0.69, 0.2), (0.675, 0.215), (0.662, 0.187)], "#d9a871")
    canvas.polygon([(0.671, 0.192), (0.667, 0.196), (0.662, 0.187)], INK)
    canvas.polygon([(0.86, 0.37), (0.9, 0.41), (0.885, 0.425), (0.845, 0.385)], BRICK)
    canvas.ellipse(0.897, 0.147, 0.086, 0.086, "#17324d26")
    canvas.circle(0.89, 0.135, 0.083, CREAM)
    canvas.circle(0.89, 0.135, 0.078, "#efe2c8")
    canvas.rectangle(0.93, 0.115, 0.995, 0.155, CORAL, 0.02)
    canvas.circle(0.89, 0.135, 0.058, CORAL)
    canvas.circle(0.89, 0.135, 0.049, "#5b3a2c")
    canvas.circle(0.878, 0.125, 0.02, "#7a5140")
    for reach, rise in ((0.11, -0.1), (0.14, -0.02), (0.06, -0.14)):
        canvas.leaf((0.02, 0.65), (0.02 + reach, 0.65 + rise), 0.22, mixed(SAGE, PINE, reach * 4), MINT)


def letters(canvas: Canvas) -> None:
    """Envelopes, written sheets and stamps spread over a table."""
    canvas.gradient("#f6d7b0", "#f0c596")
    for number, (x, y, tilt) in enumerate(
        (
            *((0.16, 0.14, -18.0), (0.44, 0.1, 8.0), (0.75, 0.15, -7.0), (0.94, 0.33, 16.0), (0.08, 0.4, 10.0)),
            *((0.33, 0.36, -10.0), (0.66, 0.38, 12.0), (0.2, 0.6, 6.0), (0.5, 0.58, -8.0), (0.86, 0.59, -14.0)),
        )
    ):
        color = (CREAM, SKY, ROSE, MINT, CREAM, SAND)[(number * 2 + number // 3) % 6]
        if number in (2, 4, 8):
            slab(canvas, (x, y), 0.2, 0.25, tilt, CREAM)
            for line in range(8):
                length = 0.15 - 0.03 * ((line * 3 + number) % 3) - 0.06 * (line == 7)
                row = [(x - 0.075, y - 0.085 + line * 0.024), (x - 0.075 + length, y - 0.085 + line * 0.024)]
                canvas.stroke(turned(row, (x, y), tilt), mixed(INK, CREAM, 0.25), 0.0032)
            continue
        slab(canvas, (x, y), 0.27, 0.175, tilt, color)
        if number % 2:
            for flap, tone in (((-0.0875, 0.02), 0.12), ((0.0875, -0.01), 0.05)):
                wings = [(x - 0.135, y + flap[0]), (x + 0.135, y + flap[0]), (x, y + flap[1])]
                canvas.polygon(turned(wings, (x, y), tilt), mixed(color, INK, tone))
            heart = turned([(x, y + 0.018)], (x, y), tilt)[0]
            canvas.circle(*heart, 0.02, (CORAL, BRICK, PLUM)[number % 3])
            canvas.circle(*heart, 0.0125, mixed((CORAL, BRICK, PLUM)[number % 3], CREAM, 0.25))
        else:
            for line, length in enumerate((0.1, 0.12, 0.075)):
                row = [(x - 0.06, y + line * 0.022), (x - 0.06 + length, y + line * 0.022)]
                canvas.stroke(turned(row, (x, y), tilt), mixed(INK, color, 0.3), 0.0036)
            stamp = [(x + 0.075, y - 0.07), (x + 0.12, y - 0.07), (x + 0.12, y - 0.018), (x + 0.075, y - 0.018)]
            canvas.polygon(turned(stamp, (x, y), tilt), (TEAL, CORAL, OCHRE)[number % 3])
            canvas.circle(*turned([(x + 0.0975, y - 0.044)], (x, y), tilt)[0], 0.013, CREAM)
            for ring in range(3):
                wave = [
                    (x + 0.035 + 0.05 * t, y - 0.06 + ring * 0.012 + 0.003 * math.sin(t * 14))
                    for t in (step / 20 for step in range(21))
                ]
                canvas.stroke(turned(wave, (x, y), tilt), "#17324d70", 0.0017)


def warehouse(canvas: Canvas) -> None:
    """Shelves with boxes and folded cloth."""
    canvas.gradient("#2b5573", "#234863", bottom=0.6)
    canvas.rectangle(0, 0.6, 1, 0.667, "#c9a57a")
    canvas.rectangle(0, 0.6, 1, 0.607, "#dcbd96")
    for shelf, y in enumerate((0.2, 0.385, 0.57)):
        x, number = 0.05, shelf * 3
        while x < 0.9:
            width = 0.085 + 0.027 * ((number * 7 + shelf) % 4)
            height = 0.085 + 0.018 * ((number * 5 + shelf) % 4)
            if x < 0.48 < x + width:
                # The post in the middle stands in front of nothing.
                width = 0.48 - x
            width = min(width, 0.948 - x)
            if width < 0.075:
                x += width + 0.03
                continue
            if number % 4 == 3:
                folded(canvas, x, y, width, number)
            else:
                box(canvas, x, y, width, height, number)
            x += width + 0.012
            number += 1
        canvas.rectangle(0.02, y, 0.98, y + 0.015, "#8fa3b3")
        canvas.rectangle(0.02, y + 0.011, 0.98, y + 0.015, "#6d8394")
    for x in (0.02, 0.49, 0.962):
        canvas.rectangle(x, 0.02, x + 0.018, 0.62, "#b7c5cf")
        canvas.rectangle(x + 0.012, 0.02, x + 0.018, 0.62, "#8fa3b3")


def box(canvas: Canvas, x: float, y: float, width: float, height: float, variant: int) -> None:
    """A cardboard box that stands on a shelf at ``y``."""
    color = ("#d6a36c", "#c48f58", "#e2b884", "#b98550")[variant % 4]
    canvas.rectangle(x, y - height, x + width, y, color, 0.003)
    canvas.rectangle(x + width * 0.43, y - height, x + width * 0.57, y, mixed(color, CREAM, 0.35))
    canvas.rectangle(x, y - height, x + width, y - height + 0.008, mixed(color, INK, 0.14), 0.003)
    label = (x + width * 0.08, y - height * 0.55, x + width * 0.36, y - height * 0.15)
    canvas.rectangle(*label, CREAM, 0.002)
    for line in range(3):
        top = label[1] + 0.007 + line * 0.009
        canvas.rectangle(label[0] + 0.004, top, label[2] - 0.004 - 0.006 * line, top + 0.003, INK)
    mark = (CORAL, TEAL, OCHRE, PLUM)[variant // 2 % 4]
    canvas.circle(x + width * 0.8, y - height * 0.35, min(0.017, width * 0.13), mark)


def folded(canvas: Canvas, x: float, y: float, width: float, variant: int) -> None:
    """A stack of folded cloth that lies on a shelf at ``y``."""
    for layer in range(6):
        color = (CORAL, CREAM, TEAL, OCHRE, ROSE, SAGE)[(layer + variant) % 6]
        top = y - 0.021 * (layer + 1)
        canvas.rectangle(x + 0.003 * (layer % 2), top, x + width - 0.004 * (layer % 3), top + 0.0195, color, 0.009)
        canvas.rectangle(x + 0.02, top + 0.0085, x + width - 0.008, top + 0.0105, mixed(color, INK, 0.2), 0.001)
