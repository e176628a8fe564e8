"""Makes safe, plain HTML of what is on the clipboard."""

import re
from collections.abc import Container, Iterator

import nh3
from bs4 import BeautifulSoup, Tag


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "p div section article main aside header footer nav center address figure figcaption form fieldset details summary "
    "h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr td th hr"
)
INLINE = _names("span font b strong i em u ins s strike del sup sub a br img cite code q small big mark")
#: Elements whose content is no text. What readers would miss is counted first (``left_out.py``).
WITHOUT_TEXT = _names(
    "script style title noscript template iframe object embed svg math video audio canvas select textarea "
    "button map xml"
)
#: Elements that show a file or a page from elsewhere: text for those who cannot see it is inside.
MEDIA = _names("iframe video audio")


def _cleaner(media: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=BLOCKS | INLINE | {"body"} | media | ({"source"} if media else set()),
        clean_content_tags=set(WITHOUT_TEXT - media),
        attributes={
            "*": {"style", "class"},
            "a": {"href"},
            "img": {"alt", "src"},
            "td": {"colspan"},
            "th": {"colspan"},
            "b": {"id"},
            **({"blockquote": {"cite"}} if media else {}),
            **{name: {"src", "title"} for name in (*media, *(["source"] if media else []))},
        },
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel=None,
        strip_comments=True,
    )


_without_media, _with_media = _cleaner(frozenset()), _cleaner(MEDIA)

#: CSS that word processors use instead of elements, and the element that it means.
STYLES = (
    (re.compile(r"(?<![\w-])font-weight:\s*(bold(er)?|[6-9]00)\b", re.I), "b"),
    (re.compile(r"(?<![\w-])font-style:\s*(italic|oblique)", re.I), "i"),
    (re.compile(r"vertical-align:\s*super", re.I), "sup"),
    (re.compile(r"vertical-align:\s*sub", re.I), "sub"),
    (re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.I), "s"),
    (re.compile(r"text-decoration[\w-]*:[^;]*underline", re.I), "u"),
)
NORMAL_WEIGHT = re.compile(r"(?<![\w-])font-weight:\s*(normal|[1-4]00)\b", re.I)
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-element:\s*comment-list", re.I)
SAME = {"strong": "b", "em": "i", "strike": "s", "del": "s", "ins": "u"}


#: No document nests elements deeper than this; reading them takes time that grows with the square of the depth.
DEEPEST_DOCUMENT = 150
_TAG = re.compile(r"<(/?)(\w+)")
_VOID = frozenset({"br", "img", "hr"})


def has_element(node: Tag, names: Container[str]) -> bool:
    """Tell whether an element with one of these names is inside ``node``. Much faster than the parser's ``find``."""
    return any(isinstance(part, Tag) and part.name in names for part in node.descendants)


class TooLong(ValueError):
    """Raised if a text is too long to be read at once."""


#: The longest safe HTML that is read, in characters: some hundred pages of text, and a few seconds.
LONGEST = 500_000


def clean(html: str, *, media: bool = False) -> Tag:
    """Return the body of HTML from elsewhere: safe, without what is invisible, formatted by elements and not by styles.

    With ``media``, frames, videos and recordings are kept, too. Raise ``TooLong`` if there is more of it than can be
    read within seconds.
    """
    safe = (_with_media if media else _without_media).clean(html)
    if len(safe) > LONGEST:
        raise TooLong
    if depth(safe) > DEEPEST_DOCUMENT:
        safe = nh3.clean(safe, tags={"p"})
    body = BeautifulSoup(safe, "html.parser")
    for element in list(_elements(body)):
        if element.decomposed:
            continue
        style = str(element.get("style", ""))
        if HIDDEN.search(style) or "Apple-interchange-newline" in str(element.get("class") or ""):
            element.decompose()
        else:
            _format_by_elements(body, element, style)
    return body


def depth(html: str) -> int:
    """Return how deep elements are nested in HTML that is well formed."""
    open_elements = deepest = 0
    for end, name in _TAG.findall(html):
        if name not in _VOID:
            open_elements += -1 if end else 1
            deepest = max(deepest, open_elements)
    return deepest


def _elements(body: BeautifulSoup) -> Iterator[Tag]:
    return (element for element in body.descendants if isinstance(element, Tag))


def _format_by_elements(body: BeautifulSoup, element: Tag, style: str) -> None:
    element.name = SAME.get(element.name, element.name)
    if element.name == "b" and NORMAL_WEIGHT.search(style):
        # Google Docs wraps everything in such an element.
        element.name = "span"
    wanted = [name for pattern, name in STYLES if pattern.search(style)]
    heading = element.name in ("h1", "h2", "h3", "h4", "h5", "h6")
    if not wanted or heading or element.name in ("ul", "ol", "table", "tr", "tbody", "thead"):
        return
    for name in wanted:
        if name == element.name or (name == "u" and element.name == "a"):
            continue
        if has_element(element, BLOCKS):
            return
        wrapper = body.new_tag(name)
        for child in list(element.children):
            wrapper.append(child.extract())
        element.append(wrapper)
