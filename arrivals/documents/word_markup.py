"""Rewrites the markup of Word (ECMA-376, part 1) so that the converter loses no word and shows none that is hidden."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

RELATIONSHIPS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_VML = "{urn:schemas-microsoft-com:vml}"
_DELETED = frozenset({"del", "moveFrom"})
#: Elements around text that the converter does not know.
_UNWRAPPED = frozenset({"fldSimple", "dir", "bdo", "customXml", "smartTag", "oMathPara"})
#: The formats of pictures that no browser shows.
OTHER_PICTURES = (".emf", ".wmf", ".emz", ".wmz", ".pict", ".pct")


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def visible_text(element: Element) -> str:
    """Return the text inside an element, without deleted text, on one line."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name not in _DELETED and name != "Fallback":
            yield from _texts(child)
            if name == "p":
                yield " "


def simplify(root: Element, targets: Mapping[str, str], counts: Counter[str]) -> None:
    """Rewrite the text of a part in place, and count what of it is left out.

    ``targets`` is what the relationships of the part lead to.
    """
    _Simplifier(targets, counts).children(root)
    _keep_last_paragraphs(root)


class _Simplifier:
    def __init__(self, targets: Mapping[str, str], counts: Counter[str]) -> None:
        self._targets = targets
        self._counts = counts
        self._rewrites: dict[str, Callable[[Element, str], Iterable[Element]]] = {
            "AlternateContent": self._alternative,
            "r": self._run,
            "cr": lambda element, namespace: [Element(f"{namespace}br")],
            "ptab": lambda element, namespace: [Element(f"{namespace}tab")],
            "drawing": self._drawing,
            "pict": self._picture,
            "hyperlink": self._link,
            "oMath": self._formula,
            "ruby": self._ruby,
            "ins": self._inserted,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "altChunk": self._other_document,
            "commentReference": lambda element, namespace: [],
        }

    def children(self, parent: Element) -> None:
        """Rewrite everything below an element."""
        for child in list(parent):
            self.children(child)
        parent[:] = [new for child in parent for new in self._rewritten(child)]

    def _rewritten(self, element: Element) -> Iterable[Element]:
        namespace, _, name = element.tag.rpartition("}")
        if name in _UNWRAPPED:
            return list(element)
        rewrite = self._rewrites.get(name)
        return [element] if rewrite is None else rewrite(element, f"{namespace}}}" if namespace else "")

    def _alternative(self, element: Element, namespace: str) -> Iterable[Element]:
        """Choose the newer form if it holds a picture or text, which the converter reads after this; else the older."""
        choices = [list(child) for child in element if local_name(child) == "Choice"]
        fallbacks = [list(child) for child in element if local_name(child) == "Fallback"]
        for content in (*choices, *fallbacks):
            if any(local_name(part) in ("t", "pic", "imagedata") for child in content for part in child.iter()):
                return content
        return (fallbacks or choices or [[]])[0]

    def _run(self, element: Element, namespace: str) -> Iterable[Element]:
        properties = element.find(f"{namespace}rPr")
        hidden = None if properties is None else properties.find(f"{namespace}vanish")
        if hidden is not None and hidden.get(f"{namespace}val") not in ("0", "false"):
            self._counts["hidden"] += bool(visible_text(element))
            return []
        return [element]

    def _drawing(self, element: Element, namespace: str) -> Iterable[Element]:
        """Bring pictures out of groups to where the converter looks for them, and text of shapes into text boxes."""
        pictures = [part for part in element.iter() if local_name(part) == "pic"]
        texts = [part for part in element.iter() if local_name(part) == "txbxContent"]
        if not pictures and not texts:
            self._counts["drawing"] += 1
            return []
        kept = [picture for picture in pictures if self._is_shown(picture)]
        data = next((part for part in element.iter() if local_name(part) == "graphicData"), None)
        found: list[Element] = []
        if kept and data is not None:
            data[:] = kept
            found.append(element)
        for text in texts:
            found.append(_text_box(text, namespace))
        return found

    def _is_shown(self, picture: Element) -> bool:
        for blip in (part for part in picture.iter() if local_name(part) == "blip"):
            target = self._targets.get(_relationship(blip, "embed"), "")
            if target.lower().endswith(OTHER_PICTURES):
                self._counts["vector"] += 1
            elif target and "/media/" in f"/{target}" and "://" not in target:
                return True
            else:
                self._counts["linked" if _relationship(blip, "link") else "missing"] += 1
            return False
        return False

    def _picture(self, element: Element, namespace: str) -> Iterable[Element]:
        """Leave out the pictures of the older markup that are not in the package, and what has neither text nor one."""
        has_content = False
        for parent in list(element.iter()):
            for child in [child for child in parent if local_name(child) == "imagedata"]:
                target = self._targets.get(_relationship(child, "id"), "")
                if "/media/" in f"/{target}" and not target.lower().endswith(OTHER_PICTURES):
                    has_content = True
                    continue
                parent.remove(child)
                self._counts["vector" if target.lower().endswith(OTHER_PICTURES) else "missing"] += 1
        return [element] if has_content or visible_text(element) else []

    def _link(self, element: Element, namespace: str) -> Iterable[Element]:
        identifier = _relationship(element, "id")
        return [element] if not identifier or identifier in self._targets else list(element)

    def _formula(self, element: Element, namespace: str) -> Iterable[Element]:
        self._counts["formula"] += 1
        text = visible_text(element)
        return [_run_of(text, "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}")] if text else []

    def _ruby(self, element: Element, namespace: str) -> Iterable[Element]:
        """Return the text, and the reading of it in parentheses, as browsers without ruby show it."""
        base = element.find(f"{namespace}rubyBase")
        reading = element.find(f"{namespace}rt")
        text = visible_text(base) if base is not None else ""
        above = visible_text(reading) if reading is not None else ""
        return list(_run_of(f"{text} ({above})" if above else text, namespace))

    def _inserted(self, element: Element, namespace: str) -> Iterable[Element]:
        self._counts["insertion"] += bool(visible_text(element))
        return [element]

    def _deleted(self, element: Element, namespace: str) -> Iterable[Element]:
        self._counts["deletion"] += len(element) > 0
        return [element]

    def _other_document(self, element: Element, namespace: str) -> Iterable[Element]:
        self._counts["other_document"] += 1
        return []


def _relationship(element: Element, name: str) -> str:
    return next((value for prefix in RELATIONSHIPS if (value := element.get(f"{prefix}{name}"))), "")


def _run_of(text: str, namespace: str) -> Element:
    run = Element(f"{namespace}r")
    SubElement(run, f"{namespace}t").text = text
    return run


def _text_box(content: Element, namespace: str) -> Element:
    picture = Element(f"{namespace}pict")
    shape = SubElement(picture, f"{_VML}shape")
    SubElement(shape, f"{_VML}textbox").append(content)
    return picture


def _keep_last_paragraphs(root: Element) -> None:
    """Let the text of a paragraph whose end was deleted stay where none follows that it could join."""
    for parent in root.iter():
        for place, child in enumerate(parent):
            if local_name(child) != "p":
                continue
            follows = place + 1 < len(parent) and local_name(parent[place + 1]) == "p"
            properties = child.find("./{*}pPr/{*}rPr")
            if properties is not None and not follows:
                properties[:] = [part for part in properties if local_name(part) != "del"]
