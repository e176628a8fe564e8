"""Converts clean HTML to Markdown (CommonMark with tables and strikethrough).

It follows the conventions of Wagtail's own ``markdown`` and ``db_markdown``: URLs such as ``wagtail://page?id=5`` name
objects of this CMS, and a text that is not empty ends with a blank line.
"""

import re
from collections.abc import Iterable

from api.rich_text.html_tree import Child, HtmlNode, parse
from api.rich_text.markdown_inline import backticks, inline, source, trimmed

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CONTAINERS = frozenset({"aside", "div", "figure", "dl", "dd", "li"})
_PARAGRAPHS = frozenset({"p", "dt", "caption", "figcaption"})
_STANDALONE = frozenset({"img", "embed"})
_BLOCKS = _HEADINGS | _CONTAINERS | _PARAGRAPHS | {"blockquote", "hr", "ol", "pre", "table", "ul"}
#: Characters with a meaning at the beginning of a line.
_AT_START = re.compile(r"^(?:(?=[#\-+>=|:])|(\d{1,9})(?=[.)]))", re.MULTILINE)


def markdown(clean: str) -> str:
    """Return balanced HTML, with all attributes in double quotes, as Markdown."""
    written = "\n\n".join(_blocks(parse(clean).children))
    return f"{written}\n\n" if written else ""


def _blocks(children: Iterable[Child]) -> list[str]:
    """Return the blocks that ``children`` form; text between block elements becomes a paragraph."""
    blocks: list[str] = []
    run: list[Child] = []
    for child in children:
        if isinstance(child, HtmlNode) and child.tag in _BLOCKS | _STANDALONE:
            blocks += [_paragraph(run), *_block(child)]
            run = []
        else:
            run.append(child)
    return [block for block in [*blocks, _paragraph(run)] if block]


def _paragraph(children: Iterable[Child]) -> str:
    return _AT_START.sub(lambda found: f"{found[1] or ''}\\", trimmed(children))


def _block(node: HtmlNode) -> list[str]:
    if node.tag in _CONTAINERS:
        return _blocks(node.children)
    if node.tag in _PARAGRAPHS:
        return [_paragraph(node.children)]
    if node.tag in _HEADINGS:
        return _heading(node)
    if node.tag in ("ul", "ol"):
        return [_list(node)]
    if node.tag == "blockquote":
        lines = "\n\n".join(_blocks(node.children)).split("\n")
        return ["\n".join(f"> {line}".rstrip() for line in lines)]
    if node.tag == "pre":
        code = source(node.children).strip("\n")
        fence = backticks(code, 3)
        return [f"{fence}\n{code}\n{fence}"]
    if node.tag == "table":
        return _table(node)
    return ["---"] if node.tag == "hr" else [inline([node])]


def _heading(node: HtmlNode) -> list[str]:
    # A number sign at the end would be read as a closing sequence.
    title = re.sub("#$", r"\\#", _one_line(node))
    return [f"{'#' * int(node.tag[1])} {title}"] if title else []


def _one_line(node: HtmlNode) -> str:
    return trimmed(node.children).replace("\\\n", " ")


def _list(node: HtmlNode) -> str:
    items: list[str] = []
    for child in node.children:
        if isinstance(child, str) and not child.strip():
            continue
        marker = f"{len(items) + 1}. " if node.tag == "ol" else "- "
        paragraphs = isinstance(child, HtmlNode) and sum(
            isinstance(part, HtmlNode) and part.tag == "p" for part in child.children
        )
        item = ("\n\n" if paragraphs > 1 else "\n").join(_blocks([child]))
        indented = "\n".join(" " * len(marker) + line if line else "" for line in item.split("\n"))
        items.append((marker + indented[len(marker) :]).rstrip())
    return "\n".join(items)


def _table(node: HtmlNode) -> list[str]:
    rows = [[_one_line(cell).replace("|", r"\|") for cell in row.named("td", "th")] for row in node.named("tr")]
    captions = [_paragraph(caption.children) for caption in node.named("caption")]
    if not rows:
        return captions
    width = max(map(len, rows))
    lines = [[*row, *[""] * (width - len(row))] for row in rows]
    # A Markdown table needs a header.
    lines.insert(1, ["---"] * width)
    return [*captions, "\n".join(f"| {' | '.join(line)} |" for line in lines)]
