"""Stylised portraits of invented people."""

import math
from dataclasses import dataclass

from demo.canvas import BARK, CORAL, CREAM, INK, Canvas, mixed, outline

#: The face on every portrait as fractions of its side: left, top, right, bottom.
FACE = (0.33, 0.22, 0.67, 0.68)


#: Outlines of the hair over the forehead.
FRINGES = {
    "short": "322 420, 315 280, 380 170, 520 135, 650 190, 690 310, 676 420, 645 310, 530 265, 400 300, 350 340",
    "parted": "318 450, 300 290, 380 165, 500 145, 630 170, 700 300, 682 450, 640 330, 560 270, 440 225, 340 360",
    "bob": "315 500, 300 300, 380 170, 500 140, 620 170, 700 300, 685 500, 655 360, 570 325, 430 325, 345 360",
    "long": "300 520, 300 300, 380 170, 500 140, 620 170, 700 300, 700 520, 650 380, 570 240, 450 290, 360 360",
    "bun": "325 420, 320 290, 390 190, 500 165, 610 190, 680 290, 675 420, 640 310, 500 260, 360 310",
}


@dataclass(frozen=True)
class Look:
    """How a portrait differs from others. ``hair``: short, parted, bob, long, bun, curls, scarf or bald."""

    ground: str
    skin: str
    hair: str
    hair_color: str
    clothes: str
    glasses: bool = False
    beard: bool = False
    collar: str = CREAM


def portrait(canvas: Canvas, look: Look) -> None:
    """Draw head and shoulders on a square."""
    canvas.circle(0.5, 0.47, 0.41, mixed(look.ground, CREAM, 0.32))
    canvas.circle(0.5, 0.47, 0.33, mixed(look.ground, CREAM, 0.5))
    hair, shade = look.hair_color, mixed(look.hair_color, INK, 0.28)
    if look.hair == "long":
        canvas.polygon(outline("500 130, 700 260, 725 550, 740 820, 260 820, 275 550, 300 260"), shade)
    elif look.hair == "bob":
        canvas.polygon(outline("500 140, 690 250, 720 480, 660 680, 340 680, 280 480, 310 250"), shade)
    elif look.hair == "bun":
        canvas.circle(0.5, 0.145, 0.095, shade)
        canvas.circle(0.49, 0.135, 0.07, hair)
    elif look.hair == "curls":
        for number in range(14):
            angle = math.pi * (0.92 + 1.16 * number / 13)
            canvas.circle(0.5 + 0.2 * math.cos(angle), 0.37 + 0.2 * math.sin(angle), 0.082, shade)
    elif look.hair == "scarf":
        canvas.polygon(outline("500 130, 700 260, 720 500, 680 800, 320 800, 280 500, 300 260"), hair)
    body = outline("500 735, 640 755, 820 820, 900 940, 930 1200, 70 1200, 100 940, 180 820, 360 755")
    canvas.polygon(body, look.clothes)
    canvas.polygon([(0.37, 0.745), (0.63, 0.745), (0.5, 0.93)], look.collar)
    neck = mixed(look.skin, BARK, 0.24)
    canvas.polygon([(0.425, 0.55), (0.575, 0.55), (0.575, 0.745), (0.5, 0.85), (0.425, 0.745)], neck)
    canvas.polygon([(0.37, 0.745), (0.425, 0.715), (0.5, 0.85), (0.425, 0.9)], mixed(look.clothes, CREAM, 0.2))
    canvas.polygon([(0.63, 0.745), (0.575, 0.715), (0.5, 0.85), (0.575, 0.9)], mixed(look.clothes, CREAM, 0.2))
    if look.hair not in ("long", "bob", "scarf"):
        for x in (0.328, 0.672):
            canvas.ellipse(x, 0.445, 0.03, 0.045, neck)
    canvas.polygon(outline("500 205, 625 250, 668 400, 640 560, 500 675, 360 560, 332 400, 375 250"), look.skin)
    features(canvas, look)
    front(canvas, look, hair)


def features(canvas: Canvas, look: Look) -> None:
    """Draw what is in the face."""
    dark = mixed(look.skin, "#2a1a1a", 0.72)
    if look.beard:
        upper, lower = "335 440, 365 470, 410 525, 500 515, 590 525, 635 470, 665 440", "645 570, 580 665, 500 695"
        canvas.polygon(outline(f"{upper}, {lower}, 420 665, 355 570"), look.hair_color)
    for side in (-1, 1):
        x = 0.5 + side * 0.072
        canvas.circle(x + side * 0.028, 0.515, 0.036, mixed(look.skin, CORAL, 0.3) if not look.beard else "#00000000")
        canvas.ellipse(x, 0.432, 0.0125, 0.0155, dark)
        brow = [
            (x + side * t, 0.392 - 0.011 * math.sin(math.pi * (t + 0.035) / 0.075))
            for t in (-0.032, -0.01, 0.012, 0.038)
        ]
        canvas.stroke(brow, mixed(look.hair_color if look.hair != "scarf" else dark, dark, 0.5), 0.0105)
        if look.glasses:
            canvas.circle(x, 0.434, 0.058, INK)
            canvas.circle(x, 0.434, 0.049, mixed(look.skin, CREAM, 0.35))
            canvas.ellipse(x, 0.434, 0.0125, 0.0155, dark)
    if look.glasses:
        canvas.stroke([(0.483, 0.43), (0.517, 0.43)], INK, 0.009)
    canvas.stroke([(0.503, 0.445), (0.512, 0.502), (0.492, 0.507)], mixed(look.skin, BARK, 0.38), 0.0095)
    smile = [(0.5 + 0.052 * t, 0.573 + 0.021 * (1 - t * t)) for t in (step / 10 - 1 for step in range(21))]
    canvas.stroke(smile, mixed(look.skin, "#8c2f2f", 0.62) if not look.beard else mixed(look.skin, CREAM, 0.3), 0.0115)


def front(canvas: Canvas, look: Look, hair: str) -> None:
    """Draw the hair, or what covers it, that lies over the forehead."""
    if look.hair in FRINGES:
        canvas.polygon(outline(FRINGES[look.hair]), hair)
    elif look.hair == "curls":
        for number in range(9):
            angle = math.pi * (1.06 + 0.88 * number / 8)
            canvas.circle(0.5 + 0.155 * math.cos(angle), 0.335 + 0.135 * math.sin(angle), 0.058, hair)
    elif look.hair == "scarf":
        rim = "318 440, 310 290, 390 170, 500 145, 610 170, 690 290, 682 440, 645 320, 500 250, 355 320"
        canvas.polygon(outline(rim), mixed(hair, CREAM, 0.14))
        drape = "300 500, 360 600, 500 690, 640 600, 700 500, 730 720, 600 850, 400 840, 270 720"
        canvas.polygon(outline(drape), mixed(hair, CREAM, 0.14))
        canvas.stroke([(0.36, 0.7), (0.5, 0.765), (0.66, 0.7)], hair, 0.009)
