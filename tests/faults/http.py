"""HTTP as the RFCs have it, for documents, images and feeds too."""

from collections.abc import Iterator

from tests.api.everything import Everything
from tests.api.http_rules import ask, every_url, examples, walk
from tests.faults.row import Product, row


@row("methods and headers that no RFC has", "GET, HEAD, OPTIONS and DELETE of every URL", "nothing wrong")
def methods(product: Product) -> str:
    urls = every_url(Everything())
    requests: list[tuple[str, str, dict[str, str]]] = [
        (method, url, {}) for method in ("GET", "HEAD", "OPTIONS", "DELETE") for url in urls
    ]
    return "; ".join(walk(product.client, requests)) or "nothing wrong"


def _with_an_etag(product: Product) -> Iterator[tuple[str, str]]:
    for url in (*examples(Everything()), "/feeds/posts.rss"):
        response = ask(product.client, "GET", url, {})
        b"".join(response)
        if "ETag" in response:
            yield url, response["ETag"]


@row("conditions that are ignored", "If-Match with another version, of JSON, feeds, images, documents", "412")
def other_version(product: Product) -> str:
    statuses = set()
    for url, _ in _with_an_etag(product):
        response = ask(product.client, "GET", url, {"If-Match": '"other"'})
        b"".join(response)
        statuses.add(str(response.status_code))
    return ", ".join(sorted(statuses))


@row("what is known is sent again", "If-None-Match with this version, of the same", "304")
def same_version(product: Product) -> str:
    known = list(_with_an_etag(product))
    return ", ".join({str(ask(product.client, "GET", url, {"If-None-Match": etag}).status_code) for url, etag in known})


@row("parts of a file", "the first byte of a document, and one beyond its end", "206 1 byte, 416")
def parts(product: Product) -> str:
    url = Everything().document.url
    first, beyond = (ask(product.client, "GET", url, {"Range": f"bytes={part}"}) for part in ("0-0", "99999-"))
    return f"{first.status_code} {len(b''.join(first))} byte, {beyond.status_code}"
