"""The pictures of the demo content: what each shows and what is said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from demo.canvas import BRICK, CORAL, CREAM, INK, MINT, NIGHT, OCHRE, PINE, PLUM, SAND, TEAL, Canvas
from demo.cityscapes import capitol, savanna_city
from demo.emblem import emblem
from demo.interiors import classroom, conference_hall, video_meeting
from demo.landscapes import country_road, hills, tobacco_field
from demo.portraits import FACE, Look, portrait
from demo.still_lifes import letters, notebook, warehouse

CREDIT = "Illustration: Child Labor Coalition"


@dataclass(frozen=True)
class Picture:
    """A picture and its texts. ``focus`` is the area that every crop keeps: left, top, right, bottom as fractions.

    ``draw`` takes the width in pixels.
    """

    title: str
    draw: Callable[[int], Image.Image]
    alt: str
    caption: str = ""
    credit: str = CREDIT
    focus: tuple[float, float, float, float] | None = None

    def file(self, width: int) -> tuple[str, bytes]:
        """Return the ending of the file's name and its content, the same for the same width every time."""
        picture = self.draw(width)
        stream = BytesIO()
        if picture.mode == "RGBA":
            picture.save(stream, "PNG")
            return "png", stream.getvalue()
        picture.save(stream, "JPEG", quality=88)
        return "jpg", stream.getvalue()


def scene(paint: Callable[[Canvas], None]) -> Callable[[int], Image.Image]:
    """Draw a scene in the proportion 3:2."""

    def draw(width: int) -> Image.Image:
        canvas = Canvas(width, 2 / 3)
        paint(canvas)
        return canvas.picture()

    return draw


def head(look: Look) -> Callable[[int], Image.Image]:
    """Draw a portrait: a square, a little over half as wide as a scene."""

    def draw(width: int) -> Image.Image:
        canvas = Canvas(width * 9 // 16, 1, look.ground)
        portrait(canvas, look)
        return canvas.picture()

    return draw


def sign(ground: str, mark: str, accent: str, name: str) -> Callable[[int], Image.Image]:
    """Draw an emblem of a portrait's size."""
    return lambda width: emblem(width * 9 // 16, ground, mark, accent, name)


SCENES = {
    "hills": Picture(
        "Hills at sunrise",
        scene(hills),
        "Rolling green hills, one behind the other, under a pale sun that has just risen.",
        caption="A morning on which every child has somewhere to go.",
    ),
    "capitol": Picture(
        "The Capitol at dusk",
        scene(capitol),
        "A white domed building with long rows of columns at dusk, with a pool of water in front of it.",
        focus=(0.38, 0.1, 0.62, 0.75),
    ),
    "field": Picture(
        "Tobacco field with a barn",
        scene(tobacco_field),
        "Rows of broad-leaved tobacco plants run towards a red barn between trees.",
        caption="By August the plants stand taller than the youngest of those who work between them.",
        credit="Illustration: Wren Abernathy for the Child Labor Coalition",
        focus=(0.55, 0.2, 0.9, 0.6),
    ),
    "road": Picture(
        "School bus in the morning",
        scene(country_road),
        "A yellow school bus with three children at its windows drives along a country road.",
        caption="Three seats taken, two still empty.",
        focus=(0.24, 0.4, 0.78, 0.85),
    ),
    "city": Picture(
        "A city in the evening",
        scene(savanna_city),
        "Flat-topped trees stand black before the towers of a city and a large, low sun.",
    ),
    "hall": Picture(
        "A full conference hall",
        scene(conference_hall),
        "Seen from the back row: a speaker at a lectern, three people at a table, and a hall full of listeners.",
        focus=(0.15, 0.1, 0.9, 0.7),
    ),
    "classroom": Picture(
        "Classroom before the bell",
        scene(classroom),
        "An empty classroom: seven small desks, a green board with a chart, and a window on to hills.",
        caption="Before the bell, every desk is still a promise.",
    ),
    "meeting": Picture(
        "Six people in an online meeting",
        scene(video_meeting),
        "A laptop on a desk; on its screen are the faces of six people in an online meeting.",
        focus=(0.24, 0.14, 0.76, 0.7),
    ),
    "notebook": Picture(
        "Notebook and pencil",
        scene(notebook),
        "A notebook lies open, full of handwriting and one small bar chart, with a pencil across it and coffee beside.",
        caption="Most of what we know began as a line in somebody's notebook.",
    ),
    "letters": Picture(
        "Letters on a table",
        scene(letters),
        "Envelopes with wax seals and handwritten sheets lie scattered over a table.",
    ),
    "warehouse": Picture(
        "Shelves in a warehouse",
        scene(warehouse),
        "Shelves with labeled cardboard boxes and stacks of folded cloth.",
        caption="Every label names a factory. Few name a field.",
    ),
}

_PORTRAITS = {
    "delia": ("Delia Marsh", Look("#e9b59a", "#c98d63", "long", "#3a2a2a", TEAL)),
    "ines": ("Ines Halloran", Look("#9cc3b5", "#f0c4a0", "bob", "#b9743f", PLUM, glasses=True)),
    "samuel": ("Samuel Adeyo", Look("#efc77e", "#5f3b2a", "short", "#241d22", NIGHT, beard=True)),
    "priya": ("Priya Ranganath", Look("#b9a6c4", "#a86f4a", "bun", "#2d2430", CORAL)),
    "walter": ("Walter Brandvold", Look("#8fb9c9", "#e3ab84", "parted", "#8f8f95", PINE, glasses=True)),
    "noor": ("Noor Haddadin", Look("#e7a58f", "#d9a27a", "scarf", "#1f7a7a", INK)),
    "grace": ("Grace Wanjala", Look("#a9c79a", "#7b4d33", "curls", "#33242a", OCHRE)),
    "martin": ("Martín Ocampo", Look("#f0d29c", "#f2cba9", "bald", "#6b4630", BRICK, beard=True)),
}
PORTRAITS = {
    key: Picture(f"Portrait of {name}", head(look), f"{name}, a drawn portrait.", focus=FACE)
    for key, (name, look) in _PORTRAITS.items()
}

EMBLEMS = {
    "coalition": Picture(
        "Emblem of the coalition",
        sign(CREAM, INK, CORAL, "book"),
        "The coalition's emblem: a sun that rises over an open book.",
    ),
    "leaf": Picture("Emblem with leaves", sign(INK, MINT, OCHRE, "leaf"), "An emblem of three leaves."),
    "rings": Picture("Emblem with rings", sign(MINT, TEAL, CORAL, "rings"), "An emblem of three linked rings."),
    "steps": Picture("Emblem with steps", sign(SAND, PLUM, CORAL, "steps"), "An emblem of four rising steps."),
}

PICTURES = {**SCENES, **PORTRAITS, **EMBLEMS}
