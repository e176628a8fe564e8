"""Limits somebody chose: what is refused is told the limit, and nothing is cut."""

from django.urls import reverse
from wagtail.models import Page

from tests.content import home, make_section
from tests.faults.row import Product, row
from tests.pages.form_data import post_data
from tests.pages.limits import blocks_at_their_limit, fields_at_their_limit


@row("a limit that nobody is told", "every text of forms and blocks, at its limit and one beyond", "nothing wrong")
def texts(product: Product) -> str:
    wrong = [f"{name}: {what}" for name, what in (*fields_at_their_limit(), *blocks_at_their_limit()) if what]
    return "; ".join(wrong) or "nothing wrong"


def _deep(slug: str, depth: int) -> list[Page]:
    pages: list[Page] = []
    for _ in range(depth):
        pages.append(make_section(pages[-1] if pages else home(), slug=slug))
    return pages


@row("an address too long to be redirected", "a section moves with a page at a path of 769 characters", "redirect")
def long_path(product: Product) -> str:
    pages = _deep("a" * 255, 3)
    left = "/" + f"{'a' * 255}/" * 3
    pages[0].move(make_section(title="Elsewhere"), "last-child")
    return product.outcome(left).split()[0]


@row("a path that nobody can ask for", "a move by code to where a path has 2,001 characters", "PathTooLong; not moved")
def path_too_long(product: Product) -> str:
    end, page = _deep("b" * 199, 9)[-1], make_section(title="Page", slug="c" * 199)
    try:
        page.move(end, "last-child")
    except Exception as error:
        return f"{type(error).__name__}; {'moved' if end.get_children().exists() else 'not moved'}"
    return "moved"


@row("a request that is too large", "a form with more than 10 MB of text", "413 One form may have 10 MB of text")
def large_form(product: Product) -> str:
    url = reverse("wagtailadmin_pages:add", args=("pages", "guestblogpost", home().pk))
    response = product.moderator.post(url, {**post_data(title="Long"), "more": "x" * 10 * 2**20})
    sentence = "One form may have 10 MB of text"
    return f"{response.status_code} {sentence if sentence in response.text else response.text[:200]}"
