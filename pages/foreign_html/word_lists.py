"""Makes lists of the paragraphs that Word puts on the clipboard instead."""

import re

from bs4.element import NavigableString, Tag

MSO_LIST = re.compile(r"mso-list:\s*(?P<list>l\d+)\s+level(?P<level>\d+)", re.I)
MARKER_STYLE = re.compile(r"mso-list:\s*ignore", re.I)
#: A bullet, number or letter at the beginning of the paragraph, with the spaces after it.
MARKER = re.compile(
    r"^[\s\u00a0]*(?:[\u00b7\u2022\u25cf\u25cb\u25aa\u25a0\u25e6\u2013\uf0b7\uf0a7o§*-]|"
    r"\(?(?P<number>\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)])[\s\u00a0]+"
)


def make_lists(body: Tag) -> None:
    """Replace runs of Word's list paragraphs in ``body`` by nested lists."""
    for paragraph in body.find_all("p", style=MSO_LIST):
        if paragraph.find_parent(["ul", "ol"]) is None:
            _make_list(body, paragraph)


def _make_list(body: Tag, first: Tag) -> None:
    run = [first]
    while (following := _next_element(run[-1])) is not None and _level(following) is not None:
        if _level(following) == 1 and _list_of(following) != _list_of(first):
            break
        run.append(following)
    anchor = NavigableString("")
    first.insert_before(anchor)
    open_lists: list[tuple[int, Tag]] = []
    for paragraph in run:
        level = _level(paragraph) or 1
        ordered = _take_marker(paragraph)
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            new = Tag(name="ol" if ordered else "ul")
            if open_lists:
                items = open_lists[-1][1].find_all("li", recursive=False)
                items[-1].append(new)
            else:
                anchor.insert_before(new)
            open_lists.append((level, new))
        paragraph.extract()
        paragraph.name = "li"
        paragraph.attrs = {}
        open_lists[-1][1].append(paragraph)


def _next_element(element: Tag) -> Tag | None:
    following = element.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following if isinstance(following, Tag) and following.name == "p" else None


def _level(paragraph: Tag) -> int | None:
    found = MSO_LIST.search(str(paragraph.get("style", "")))
    return int(found["level"]) if found else None


def _list_of(paragraph: Tag) -> str:
    found = MSO_LIST.search(str(paragraph.get("style", "")))
    return found["list"] if found else ""


def _take_marker(paragraph: Tag) -> bool:
    """Remove the marker from the beginning of a paragraph, and return whether it is a number."""
    marked = paragraph.find("span", style=MARKER_STYLE)
    text = marked.get_text() if marked else paragraph.get_text()
    if marked:
        marked.decompose()
        found = MARKER.match(f"{text} ")
        return bool(found and found["number"])
    found = MARKER.match(text)
    if found is None:
        return False
    left = found.end()
    for string in list(paragraph.strings):
        taken = min(left, len(string))
        string.replace_with(NavigableString(string[taken:]))
        left -= taken
        if left <= 0:
            break
    return bool(found["number"])
