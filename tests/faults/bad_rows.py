"""Rows that no form would have let pass cost themselves."""

import json
import logging
from typing import Any

from django.db import transaction

from pages.models import EventPage, GuestBlogPost, PersonLink
from tests.api.everything import Everything
from tests.api.row_values import columns_of, nonsense
from tests.api.rows import Rows
from tests.faults.row import Product, row

#: Columns that are written to together.
TOGETHER = 12


def _faults(rows: Rows, model: Any, targets: list[str]) -> list[str]:
    """Return what fails after nonsense was written into the columns of a table, some at a time."""
    found: list[str] = []
    columns = columns_of(model)
    logging.disable(logging.ERROR)
    try:
        for begin in range(0, len(columns), TOGETHER):
            group = columns[begin : begin + TOGETHER]
            with transaction.atomic():
                for number, field in enumerate(group):
                    values = list(nonsense(field))
                    rows.write(model, field, values[number % len(values)])
                names = ", ".join(field.name for field in group)
                found += [f"{fault} ({names})" for fault in (*rows.faults(targets), *rows.others_missing())]
                transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
    return found


@row(
    "a row that takes down the others",
    "nonsense in every column of an event; the API, a feed, the editor",
    "nothing fails",
)
def events(product: Product) -> str:
    rows = Rows(Everything())
    event = f"/api/v2/events/{rows.everything.event.pk}/"
    [form] = [path for path in rows.admin() if path.endswith(f"/pages/{rows.everything.event.pk}/edit/")]
    targets = ["/api/v2/events/?fields=*", event, "/feeds/events.ics", form]
    return "; ".join(_faults(rows, EventPage, targets)) or "nothing fails"


@row("a block that cannot be read", "an unknown block and one of another form, beside a good one", "200, paragraph")
def blocks(product: Product) -> str:
    post = Everything().post
    body = [{"type": "unknown", "value": 1}, {"type": "quote", "value": []}, {"type": "paragraph", "value": "<p>x</p>"}]
    GuestBlogPost.objects.filter(pk=post.pk).update(body=json.dumps(body))
    response = product.client.get(f"/api/v2/posts/{post.pk}/")
    return f"{response.status_code}, {', '.join(block['type'] for block in response.json()['body'])}"


@row("addresses that run", "javascript: in a person's link, written past the forms", "200, 0 links")
def links(product: Product) -> str:
    person = Everything().person
    PersonLink.objects.update(url="javascript:alert(1)")
    response = product.client.get(f"/api/v2/people/{person.slug}/")
    return f"{response.status_code}, {len(response.json()['links'])} links"
