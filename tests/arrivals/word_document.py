"""Makes Word documents by hand, part by part, as Word writes them."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Quote": "Quote",
    "Caption": "caption",
    "ListBullet": "List Bullet",
}


def run(text: str, *, bold: bool = False, italic: bool = False, properties: str = "") -> str:
    """Return a run of text."""
    marks = f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}{properties}"
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs; texts without markup become runs."""
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def items(*texts: str, numbered: bool = False, level: int = 0) -> str:
    """Return the items of a list."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{2 if numbered else 1}"/></w:numPr>'
    return "".join(paragraph(text, properties=numbering) for text in texts)


def table(rows: Sequence[Sequence[str]], *, header: bool = True) -> str:
    """Return a table, whose first row is its header."""
    lines = []
    for number, cells in enumerate(rows):
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        columns = "".join(f"<w:tc><w:tcPr/>{paragraph(text)}</w:tc>" for text in cells)
        lines.append(f"<w:tr>{marked}{columns}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


class WordDocument:
    """A document under construction."""

    def __init__(self) -> None:
        self._body: list[str] = []
        self._relationships: list[str] = []
        self._footnotes: list[str] = []
        self._media: dict[str, bytes] = {}
        self._extra: dict[str, str] = {}
        self.creator = ""
        self.core_title = ""

    def add(self, *blocks: str) -> "WordDocument":
        """Add paragraphs, lists and tables."""
        self._body += blocks
        return self

    def part(self, name: str, content: str) -> None:
        """Add a part to the package, such as ``word/comments.xml``."""
        self._extra[name] = content

    def link(self, text: str, url: str) -> str:
        """Return a link for a paragraph."""
        identifier = self.relationship("hyperlink", url, outside=True)
        return f'<w:hyperlink r:id="{identifier}">{run(text)}</w:hyperlink>'

    def picture(self, content: bytes, alternative_text: str = "", suffix: str = ".png") -> str:
        """Return a picture for a paragraph."""
        name = f"image{len(self._media) + 1}{suffix}"
        self._media[f"word/media/{name}"] = content
        identifier = self.relationship("image", f"media/{name}")
        return drawing(f'<a:blip r:embed="{identifier}"/>', alternative_text)

    def footnote(self, text: str) -> str:
        """Return the mark of a footnote for a paragraph."""
        number = len(self._footnotes) + 1
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        self._footnotes.append(f'<w:footnote w:id="{number}">{paragraph(mark, run(" " + text))}</w:footnote>')
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    def relationship(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Return the identifier of a new relationship of the document."""
        identifier = f"rId{len(self._relationships) + 1}"
        mode = ' TargetMode="External"' if outside else ""
        self._relationships.append(
            f'<Relationship Id="{identifier}" Type="{RELATIONSHIPS}/{kind}" Target={quoteattr(target)}{mode}/>'
        )
        return identifier

    def parts(self) -> Mapping[str, str | bytes]:
        """Return the content of each member of the package."""
        body, notes = "".join(self._body), "".join(self._footnotes)
        found: dict[str, str | bytes] = {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _relationships(
                f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": _relationships("".join(self._relationships)),
            "word/styles.xml": _styles(),
            "word/numbering.xml": _NUMBERING,
            "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>",
            "docProps/core.xml": (
                '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(self.core_title)}</dc:title>'
                f"<dc:creator>{escape(self.creator)}</dc:creator></cp:coreProperties>"
            ),
        }
        return {**found, **self._media, **self._extra}

    def save(self, path: Path) -> Path:
        """Write the document, and return its path."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts().items():
                package.writestr(name, content)
        return path


def drawing(blip: str, alternative_text: str = "") -> str:
    """Return a run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr={quoteattr(alternative_text)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:blipFill>{blip}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _relationships(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _styles() -> str:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'
        for identifier, name in STYLES.items()
    )
    return f"<w:styles {NAMESPACES}>{styles}</w:styles>"


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def _levels(form: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(3))


_NUMBERING = (
    f"<w:numbering {NAMESPACES}>"
    f'<w:abstractNum w:abstractNumId="1">{_levels("bullet")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_levels("decimal")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)
