"""The documents of the demo content, made by code."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO

#: What the report on the packing sheds counted: season, sheds visited, sheds with children at work, sheds with a rota.
SHED_VISITS: list[list[str]] = [
    ["Season", "Sheds visited", "Children at work", "Shifts end before school"],
    ["First winter", "18", "7", "4"],
    ["Second winter", "22", "6", "9"],
    ["Third winter", "24", "3", "15"],
]


@dataclass(frozen=True)
class DocumentFile:
    """A document's title, the name of its file, and what makes the content."""

    title: str
    filename: str
    content: Callable[[], bytes]


def plain_pdf(heading: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with a heading and lines of text, in characters that Latin-1 has."""

    def shown(text: str) -> bytes:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode("latin-1") + b") Tj"

    parts = [b"BT /F1 22 Tf 72 760 Td " + shown(heading) + b" /F1 12 Tf 0 -14 Td 19 TL"]
    parts += [b"T* " + shown(line) for line in lines]
    text = b"\n".join([*parts, b"ET"])
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents 5 0 R "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
    ]
    result = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(result))
        result += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    result += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    result += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(result)


def shed_visits_csv() -> bytes:
    """Return the counts as a table that any spreadsheet opens."""
    stream = StringIO(newline="")
    csv.writer(stream).writerows(SHED_VISITS)
    return stream.getvalue().encode()


def fact_sheet_pdf() -> bytes:
    """Return the coalition's facts on one page."""
    return plain_pdf(
        "The Child Labor Coalition at a glance",
        [
            "Founded in 1989 by the National Consumers League.",
            "Co-chaired by the National Consumers League and the American Federation of Teachers.",
            "35 member organizations: consumer, labor union, educator, human rights, labor rights,",
            "child advocacy, religious and women's groups.",
            "",
            "Made by code for the demonstration of this site.",
        ],
    )


DOCUMENTS = {
    "sheds": DocumentFile("Packing shed visits, season by season", "packing-shed-visits.csv", shed_visits_csv),
    "facts": DocumentFile("The coalition at a glance", "coalition-at-a-glance.pdf", fact_sheet_pdf),
}
