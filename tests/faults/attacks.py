"""Holes that an attack on the product found."""

import datetime
import logging

import time_machine
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from pages.models import EventPage, GuestBlogPost
from pages.scheduler.transitions import apply_due_transitions
from tests.content import home, make_event, make_image, make_post, make_section, open_preview, publish
from tests.faults.row import Product, row
from tests.pages.permissions import limited_editor

POST = "pages.guestblogpost"


def _ended(product: Product, token: str, kind: str = POST) -> str:
    """Return the status of a preview, and why it has ended."""
    found = product.client.get("/api/v2/preview/", {"content_type": kind, "token": token})
    codes = [error["code"] for error in found.json().get("errors", ())]
    return " ".join([str(found.status_code), *codes])


@row("the cost of a URL", "posts/?tags= with 10 names, and with 11", "200 as many statements as with 1; 400 too_large")
def tags(product: Product) -> str:
    make_post().tags.add("tag 1")

    def statements(number: int) -> int:
        names = ",".join(f"tag {one}" for one in range(number))
        with CaptureQueriesContext(connection) as captured:
            assert product.client.get("/api/v2/posts/", {"tags": names}).status_code == 200
        return len(captured)

    statements(1)
    same = "as many" if statements(10) == statements(1) else "more"
    refused = product.client.get("/api/v2/posts/", {"tags": ",".join(map(str, range(11)))})
    return f"200 {same} statements as with 1; {refused.status_code} {refused.json()['errors'][0]['code']}"


@row("a token that outlives a permission", "the page moved to a section that the editor may not edit", "410 access")
def token_and_permission(product: Product) -> str:
    own, foreign = make_section(title="Own"), make_section(title="Foreign")
    post = make_post(own)
    token = open_preview(post, limited_editor(own))
    GuestBlogPost.objects.get().move(foreign, "last-child")
    return _ended(product, token)


@row("a token that outlives a permission", "the page moved below a restricted section", "410 privacy")
def token_and_privacy(product: Product) -> str:
    own = make_section(title="Own")
    members = make_section(own, "Members")
    PageViewRestriction.objects.create(page=members, restriction_type=PageViewRestriction.LOGIN)
    token = open_preview(make_post(own), limited_editor(own))
    GuestBlogPost.objects.get().move(members, "last-child")
    return _ended(product, token)


@row("a token that outlives a publication", "a draft of a live page, published by its schedule", "410 published")
def token_and_schedule(product: Product) -> str:
    with time_machine.travel(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC), tick=False) as clock:
        post = make_post()
        post.title, post.go_live_at = "Later", timezone.now() + datetime.timedelta(hours=1)
        token = open_preview(post)
        post.save_revision(approved_go_live_at=post.go_live_at)
        clock.shift(datetime.timedelta(minutes=61))
        apply_due_transitions()
        return _ended(product, token)


@row("a token that outlives a password", "the password of the editor was changed", "410 password")
def token_and_password(product: Product) -> str:
    editor = limited_editor(home())
    token = open_preview(make_post(), editor)
    editor.set_password("another-password-for-tests")
    editor.save()
    return _ended(product, token)


@row("an order that fails", "images/?order=collection&limit=1, with a cursor", "200, 200")
def orders(product: Product) -> str:
    make_image("One"), make_image("Two")
    first = product.client.get("/api/v2/images/?order=collection&limit=1")
    cursor = first.json()["meta"]["next_cursor"]
    second = product.client.get(f"/api/v2/images/?order=collection&limit=1&cursor={cursor}")
    return f"{first.status_code}, {second.status_code}"


@row("a host that tells what is hidden", "the paths of a restricted, an expired and no page", "404, 404, 404")
def host(product: Product) -> str:
    restricted, expired = make_section(title="Restricted"), make_section(title="Expired")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    type(expired).objects.filter(pk=expired.pk).update(live=False, expired=True)
    paths = ("/restricted/", "/expired/", "/nothing/")
    return ", ".join(str(product.client.get(path).status_code) for path in paths)


@row("a method that fails", "OPTIONS /api/v2/docs/", "below 500")
def options(product: Product) -> str:
    status = product.client.options("/api/v2/docs/").status_code
    return "below 500" if status < 500 else str(status)


@row("a connection that ends within a response", "the database closes it at the end", "503 Retry-After: 5, then 200")
def connection_lost(product: Product) -> str:
    post = make_post()
    wrapper = connections["default"]
    path = f"/api/v2/pages/{post.pk}/?fields=title"

    def fail(execute: object, *arguments: object) -> None:
        raise OperationalError("The server closed the connection.")

    with wrapper.execute_wrapper(fail):
        failed = product.client.get(path)
    return f"{failed.status_code} Retry-After: {failed['Retry-After']}, then {product.client.get(path).status_code}"


@row("an address that is not for everybody", "online.url of an event that is only in person", "None")
def address_of_another_mode(product: Product) -> str:
    event = make_event(attendance_mode="in_person")
    EventPage.objects.filter(pk=event.pk).update(online_url="https://meet.example.org/secret")
    found = product.get(f"events/{event.pk}/")
    return str((found["online"] or {}).get("url"))


@row("a name that is not public", "site/ of a site whose home page is restricted", "400 unknown_site")
def restricted_site(product: Product) -> str:
    hidden = make_section(title="Hidden")
    Site.objects.create(hostname="hidden.example.org", root_page=hidden, site_name="Secret")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    found = product.client.get("/api/v2/site/", {"site": "hidden.example.org"})
    return f"{found.status_code} {found.json()['errors'][0]['code']}"


@row("a dead token that is ignored", "changes/ with the token of a preview that has ended", "410 published")
def changes_with_a_dead_token(product: Product) -> str:
    post = make_post()
    token = open_preview(post)
    publish(post)
    found = product.client.get("/api/v2/changes/", headers={"Preview-Token": token})
    return " ".join([str(found.status_code), *(error["code"] for error in found.json().get("errors", ()))])


@row("one bad row that costs all", "a line break in rsvp_email, written past the forms", "2 events in the calendar")
def bad_row(product: Product) -> str:
    make_event(title="One")
    bad = make_event(title="Two")
    EventPage.objects.filter(pk=bad.pk).update(rsvp_mode="email", rsvp_email="a@example.org\r\nATTENDEE:x")
    return f"{product.feed('events.ics').count('BEGIN:VEVENT')} events in the calendar"


@row("an address that runs", "javascript: in an RSVP address, written past the forms", "nowhere")
def scripts(product: Product) -> str:
    event = make_event()
    EventPage.objects.filter(pk=event.pk).update(rsvp_mode="external", rsvp_url="javascript:alert(1)")
    served = [product.client.get(f"/api/v2/events/{event.pk}/").content.decode(), product.feed("events.ics")]
    return "in a response" if any("javascript:" in text for text in served) else "nowhere"


@row("a Host that is none", "Host: a b, on the API", "400, 0 tracebacks in the log")
def bad_host(product: Product) -> str:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign, assignment]
    logging.getLogger().addHandler(handler)
    try:
        status = product.client.get("/api/v2/site/", headers={"host": "a b"}).status_code
    finally:
        logging.getLogger().removeHandler(handler)
    return f"{status}, {sum(record.exc_info is not None for record in records)} tracebacks in the log"
