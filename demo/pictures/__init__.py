"""The pictures of the demo content: this folder contains their WebP files, and this module their texts.

All of them are our own work, under the project's license.
"""

from dataclasses import dataclass
from pathlib import Path

CREDIT = "Illustration: Child Labor Coalition"
FOLDER = Path(__file__).parent
#: The area of the face on every portrait: left, top, right, bottom as fractions.
FACE = (0.33, 0.22, 0.67, 0.68)


@dataclass(frozen=True)
class Picture:
    """The texts of a picture. ``focus`` is the area that every crop keeps: left, top, right, bottom as fractions."""

    title: str
    alt: str
    caption: str = ""
    credit: str = CREDIT
    focus: tuple[float, float, float, float] | None = None


SCENES = {
    "hills": Picture(
        "Hills at sunrise",
        "Rolling green hills, one behind the other, under a pale sun that has just risen.",
        caption="A morning on which every child has somewhere to go.",
    ),
    "capitol": Picture(
        "The Capitol at dusk",
        "A white domed building with long rows of columns at dusk, with a pool of water in front of it.",
        focus=(0.38, 0.1, 0.62, 0.75),
    ),
    "tobacco-field": Picture(
        "Tobacco field with a barn",
        "Rows of broad-leaved tobacco plants run towards a red barn between trees.",
        caption="By August the plants stand taller than the youngest of those who work between them.",
        credit="Illustration: Wren Abernathy for the Child Labor Coalition",
        focus=(0.55, 0.2, 0.9, 0.6),
    ),
    "school-bus": Picture(
        "School bus in the morning",
        "A yellow school bus with three children at its windows drives along a country road.",
        caption="Three seats taken, two still empty.",
        focus=(0.24, 0.4, 0.78, 0.85),
    ),
    "city": Picture(
        "A city in the evening",
        "Flat-topped trees stand black before the towers of a city and a large, low sun.",
    ),
    "conference-hall": Picture(
        "A full conference hall",
        "Seen from the back row: a speaker at a lectern, three people at a table, and a hall full of listeners.",
        focus=(0.15, 0.1, 0.9, 0.7),
    ),
    "classroom": Picture(
        "Classroom before the bell",
        "An empty classroom: seven small desks, a green board with a chart, and a window on to hills.",
        caption="Before the bell, every desk is still a promise.",
    ),
    "online-meeting": Picture(
        "Six people in an online meeting",
        "A laptop on a desk; on its screen are the faces of six people in an online meeting.",
        focus=(0.24, 0.14, 0.76, 0.7),
    ),
    "notebook": Picture(
        "Notebook and pencil",
        "A notebook lies open, full of handwriting and one small bar chart, with a pencil across it and coffee beside.",
        caption="Most of what we know began as a line in somebody's notebook.",
    ),
    "letters": Picture(
        "Letters on a table",
        "Envelopes with wax seals and handwritten sheets lie scattered over a table.",
    ),
    "orchard": Picture(
        "Orchard with a path",
        "Rows of apple trees on both sides of a path, and a basket full of apples in the grass.",
        focus=(0.2, 0.35, 0.8, 0.95),
    ),
    "community-house": Picture(
        "Community house in the evening",
        "A house with a red roof and lit windows in the evening; a ramp with a handrail leads to its door.",
        caption="The ramp was built by those who use the house.",
        focus=(0.26, 0.15, 0.74, 0.9),
    ),
    "choir": Picture(
        "A choir in three rows",
        "Three rows of singers with open mouths in front of tall colored windows.",
        focus=(0.1, 0.4, 0.9, 0.95),
    ),
    "coats": Picture(
        "Coats on hooks",
        "Four long coats and a very small red one hang on hooks above a bench with boots, one pair of them tiny.",
        caption="Nobody tidies coats.",
        focus=(0.3, 0.2, 0.7, 0.9),
    ),
    "kitchen-table": Picture(
        "A kitchen table from above",
        "Handwritten letters, envelopes, pencils, a teapot and three cups on a wooden table, seen from above.",
    ),
    "reading-room": Picture(
        "Two armchairs before a bookshelf",
        "Two armchairs with open books on them stand under a lamp, before a full bookshelf and a dark window.",
        focus=(0.15, 0.2, 0.95, 0.95),
    ),
    "warehouse": Picture(
        "Shelves in a warehouse",
        "Shelves with labeled cardboard boxes and stacks of folded cloth.",
        caption="Every label names a factory. Few name a field.",
    ),
}

PORTRAITS = {
    f"portrait-{slug}": Picture(f"Portrait of {name}", f"{name}, a drawn portrait.", focus=FACE)
    for slug, name in {
        "delia-marsh": "Delia Marsh",
        "ines-halloran": "Ines Halloran",
        "samuel-adeyo": "Samuel Adeyo",
        "priya-ranganath": "Priya Ranganath",
        "walter-brandvold": "Walter Brandvold",
        "noor-haddadin": "Noor Haddadin",
        "grace-wanjala": "Grace Wanjala",
        "martin-ocampo": "Martín Ocampo",
    }.items()
}

EMBLEMS = {
    "emblem-coalition": Picture(
        "Emblem of the coalition",
        "The coalition's emblem: a sun that rises over an open book.",
    ),
    "emblem-leaves": Picture("Emblem with leaves", "An emblem of three leaves."),
    "emblem-rings": Picture("Emblem with rings", "An emblem of three linked rings."),
    "emblem-steps": Picture("Emblem with steps", "An emblem of four rising steps."),
}

#: Pictures by file name without extension.
PICTURES = {**SCENES, **PORTRAITS, **EMBLEMS}
