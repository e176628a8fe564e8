"""Faults from public reports of comparable systems."""

import datetime
import io
import json
import re
import subprocess
from zoneinfo import ZoneInfo

import icalendar
import time_machine
from dateutil.tz import tzical
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from pages.calendars.time_zones import time_zone_component
from pages.models import EventPage, GuestBlogPost, PostAuthor, PostCorrection, SiteSettings
from pages.publishing.warnings import event_warnings
from pages.scheduler.transitions import apply_due_transitions
from tests.changes import append_changes
from tests.content import (
    add,
    block,
    home,
    make_event,
    make_person,
    make_post,
    make_section,
    publish,
    translate,
)
from tests.faults.row import Product, row
from tests.node import READERS, require_node, run
from tests.pages.form_data import event_data, post_data

NEW_YORK = "America/New_York"


def _published_through_the_form(product: Product, kind: str, data: dict[str, object]) -> int:
    """Return the status of the form of a new page that a moderator publishes."""
    url = reverse("wagtailadmin_pages:add", args=("pages", kind, home().pk))
    return product.moderator.post(url, {**data, "action-publish": "1"}).status_code


@row("a length that nobody chose", "a meeting link of 1,900 characters", "302, 1900 characters")
def long_link(product: Product) -> str:
    url = "https://meet.example.org/".ljust(1900, "x")
    data = event_data(title="Briefing", slug="briefing", attendance_mode="online", venue_name="", online_url=url)
    status = _published_through_the_form(product, "eventpage", data)
    [event] = product.get("events/", fields="*")["items"]
    return f"{status}, {len(event['online']['url'])} characters"


def _july(year: int) -> datetime.datetime:
    return datetime.datetime(year, 7, 15, 18, tzinfo=ZoneInfo("Asia/Nicosia"))


NICOSIA = "events in Asia/Nicosia in July 2027 and 2028, 18:00"
IN_JULY = "15:00 and 15:00 UTC"


def _calendar(product: Product) -> str:
    for year in (2027, 2028):
        start = {"start_date": datetime.date(year, 7, 15), "start_time": datetime.time(18), "end_time": None}
        make_event(title=f"In {year}", time_zone="Asia/Nicosia", **start)
    with time_machine.travel(datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)):
        return product.feed("events.ics")


def _in_utc(starts: list[datetime.datetime]) -> str:
    return f"{' and '.join(f'{start.astimezone(datetime.UTC):%H:%M}' for start in starts)} UTC"


@row("right by the RFC, wrong in readers: icalendar", NICOSIA, IN_JULY)
def zones_in_icalendar(product: Product) -> str:
    calendar = icalendar.Calendar.from_ical(_calendar(product))
    [zone] = calendar.walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    read = zone.to_tz(lookup_tzid=False)
    starts = [event.decoded("DTSTART") for event in calendar.walk("VEVENT")]
    return _in_utc([start.replace(tzinfo=read) for start in starts])


@row("right by the RFC, wrong in readers: dateutil", NICOSIA, IN_JULY)
def zones_in_dateutil(product: Product) -> str:
    text = _calendar(product)
    zone = tzical(io.StringIO(text.replace("\r\n ", ""))).get("Asia/Nicosia")
    starts = re.findall(r"DTSTART;TZID=Asia/Nicosia:(\d{8}T\d{6})", text)
    return _in_utc([datetime.datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=zone) for start in starts])


@row("right by the RFC, wrong in readers: ical.js", NICOSIA, "nothing wrong")
def zones_in_ical_js(product: Product) -> str:
    require_node()
    run("npm", "ci", directory=READERS)
    times = [(_july(year).replace(tzinfo=None).isoformat(), int(_july(year).timestamp())) for year in (2027, 2028)]
    asked = json.dumps({"calendar": _calendar(product), "zone": "Asia/Nicosia", "times": times})
    command = ["node", "zones.mjs"]
    read = subprocess.run(command, cwd=READERS, input=asked, capture_output=True, text=True, check=True)
    return read.stdout.strip() or "nothing wrong"


@row("a rule by RDATE, which readers ignore", "the component of Asia/Nicosia, 2020 to 2040", "no RDATE; RRULE")
def rules(product: Product) -> str:
    written = time_zone_component("Asia/Nicosia", 2020, 2040).to_ical().decode()
    return f"{'RDATE' if 'RDATE' in written else 'no RDATE'}; {'RRULE' if 'RRULE' in written else 'no RRULE'}"


@row("two zones", "go-live on 1 March 2031, 18:00, on a site in New York", "2031-03-01 23:00 UTC")
def two_zones(product: Product) -> str:
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"time_zone": NEW_YORK})
    data = post_data(title="Later", slug="later", go_live_at="2031-03-01 18:00")
    _published_through_the_form(product, "guestblogpost", data)
    revision = GuestBlogPost.objects.get(slug="later").get_latest_revision()
    return f"{revision.approved_go_live_at.astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


@row("a default fixed when a draft is made", "begun on 5 January, published on 20 March", "2026-03-20")
def date_of_publication(product: Product) -> str:
    with time_machine.travel(datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)) as clock:
        post = add(home(), GuestBlogPost(title="A post"), authors=[PostAuthor(name="Somebody")])
        post.save_revision()
        clock.move_to(datetime.datetime(2026, 3, 20, 12, tzinfo=datetime.UTC))
        publish(GuestBlogPost.objects.get().get_latest_revision_as_object())
    return str(product.get("posts/")["items"][0]["published_on"])


@row("a default fixed when a draft is made", "begun on 5 January, scheduled for 30 January", "2026-01-30")
def date_of_scheduled_publication(product: Product) -> str:
    due = datetime.datetime(2026, 1, 30, 12, tzinfo=datetime.UTC)
    with time_machine.travel(datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)) as clock:
        post = add(home(), GuestBlogPost(title="A post"), authors=[PostAuthor(name="Somebody")])
        post.go_live_at = due
        post.save_revision().publish()
        clock.move_to(due + datetime.timedelta(minutes=1))
        apply_due_transitions()
        return str(product.get("posts/")["items"][0]["published_on"])


@row("ties under a descending order", "21 posts of one day", "21, 20, 19, …, 1; the feed begins with 21")
def ties(product: Product) -> str:
    for number in range(1, 22):
        make_post(title=str(number))
    numbers = [item["title"] for item in product.get("posts/", limit=100)["items"]]
    feed = json.loads(product.feed("posts.json"))
    return f"{', '.join(numbers[:3])}, …, {numbers[-1]}; the feed begins with {feed['items'][0]['title']}"


@row("alphabet", "people Bob, Zeno, de Vries, Álvaro, Émilie", "Álvaro, Bob, de Vries, Émilie, Zeno; after Bob: 3")
def alphabet(product: Product) -> str:
    for name in ("Bob", "Zeno", "de Vries", "Álvaro", "Émilie"):
        make_person(name)
    names = [person["name"] for person in product.get("people/")["items"]]
    return f"{', '.join(names)}; after Bob: {len(product.get('people/', name__gt='Bob')['items'])}"


@row("texts of blocks that search does not know", "a word in a cell, caption and attribution", "1, 1, 1")
def texts_of_blocks(product: Product) -> str:
    table = {"first_row_is_table_header": True, "data": [["Year", "loomcell"]], "table_caption": "loomcaption"}
    quote = {"text": "Noticing.", "attribution": "loomvoice", "person": None, "role": "", "attribution_url": ""}
    make_post(body=[block("table", table), block("quote", {**quote, "source_url": ""})])
    return ", ".join(_number_found(product, word) for word in ("loomcell", "loomcaption", "loomvoice"))


def _number_found(product: Product, words: str) -> str:
    return str(len(product.get("posts/", search=words)["items"]))


@row("what is found and not shown", "the label of a link to a page that was deleted", "1 found, then 0")
def label_of_what_was_deleted(product: Product) -> str:
    target = make_section(title="Target")
    link = {"page": target.pk, "document": None, "url": "", "email": "", "phone": "", "label": "loomlabel"}
    make_post(body=[block("call_to_action", {"text": "t", "link": link})])
    append_changes()
    before = _number_found(product, "loomlabel")
    target.delete()
    append_changes()
    return f"{before} found, then {_number_found(product, 'loomlabel')}"


@row("format characters", "Klima\\u00adschutz\\u00adgesetz and zero\\u200bwidth, searched as one word", "1, 1; 2 words")
def format_characters(product: Product) -> str:
    text = "Klima\u00adschutz\u00adgesetz zero\u200bwidth"
    make_post(body=[block("paragraph", f"<p>{text}</p>")])
    found = ", ".join(_number_found(product, word) for word in ("Klimaschutzgesetz", "zerowidth"))
    return f"{found}; {product.get('posts/', fields='word_count')['items'][0]['word_count']} words"


@row("scripts without spaces", "2,600 Chinese characters", "2600 words; 1 found; the summary ends with 。")
def chinese(product: Product) -> str:
    text = "我们今天讨论气候变化的影响。" * 200
    post = make_post(intro=f"<p>{text}</p>")
    found = product.get(f"posts/{post.pk}/")
    summary = found["listing"]["summary"]
    return f"{found['word_count']} words; {_number_found(product, '气候')} found; the summary ends with {summary[-1]}"


@row(
    "text taken for markup",
    "a quote: Write to <press@example.org> if a < b",
    "Write to <press@example.org> if a < b · Ada",
)
def markup(product: Product) -> str:
    text = "Write to <press@example.org> if a < b"
    quote = {"text": text, "attribution": "Ada", "person": None, "role": "", "attribution_url": "", "source_url": ""}
    make_post(body=[block("quote", quote)])
    snippet = product.get("posts/", search="press")["items"][0]["meta"]["search"]["snippet"]
    plain = re.sub("</?mark>", "", snippet).replace("&lt;", "<").replace("&gt;", ">")
    return plain


@row("capitals beyond ASCII", "a redirect from /Über-uns, asked for /über-uns", "redirect /about/")
def capitals(product: Product) -> str:
    Redirect.objects.create(old_path="/Über-uns", redirect_page=make_section(title="About"))
    return product.outcome("/über-uns")


@row("addresses that are not pages", "a person whose section and slug were renamed", "redirect /team/ada/, gone")
def addresses_of_people(product: Product) -> str:
    section, ada = make_section(title="People", shows="people"), make_person("Ada Writer")
    section.slug = "team"
    publish(section)
    ada.slug = "ada"
    ada.save_revision().publish()
    led = product.outcome("/people/ada-writer/")
    ada.unpublish()
    return f"{led}, {product.outcome('/team/ada/')}"


@row("copies in other places", "an alias of an event", "canonical: the original; 1 in the sitemap; 1 in the calendar")
def aliases(product: Product) -> str:
    original = make_event(make_section(title="Events"), "Briefing")
    alias = original.create_alias(parent=make_section(title="Elsewhere"))
    canonical = product.get(f"pages/{alias.pk}/")["meta"]["seo"]["canonical_url"]
    of = (
        "the original"
        if canonical == product.get(f"pages/{original.pk}/")["meta"]["seo"]["canonical_url"]
        else "itself"
    )
    sitemap = product.client.get("/sitemap.xml").content.decode()
    if "<sitemapindex" in sitemap:
        sitemap = product.client.get(re.findall(r"<loc>https?://[^/]*(/[^<]*)", sitemap)[0]).content.decode()
    listed = len(re.findall(r"<loc>[^<]*/briefing/</loc>", sitemap))
    in_calendar = product.feed("events.ics").count("BEGIN:VEVENT")
    return f"canonical: {of}; {listed} in the sitemap; {in_calendar} in the calendar"


@row("commas in lists of free text", "a tag “Health, Safety”, asked for in quotes and with \\,", "1, 1")
def commas(product: Product) -> str:
    make_post().tags.add("Other")
    post = make_post(title="Tagged")
    post.tags.add(Tag.objects.create(name="Health, Safety", slug="health-safety"))
    publish(post)
    asked = ('"Health, Safety"', "Health\\, Safety")
    return ", ".join(str(len(product.get("posts/", tags=tags)["items"])) for tags in asked)


@row("countries outside the standard", "an event in Kosovo (XK)", "302, XK")
def kosovo(product: Product) -> str:
    data = event_data(title="In Pristina", slug="in-pristina", venue_country="XK")
    status = _published_through_the_form(product, "eventpage", data)
    return f"{status}, {product.get('events/', fields='*')['items'][0]['venue']['country']}"


@row("strict drafts", "saving the draft of an expired page", "302")
def lenient_drafts(product: Product) -> str:
    post = make_post(title="Expired", slug="expired")
    past = timezone.now() - datetime.timedelta(days=1)
    GuestBlogPost.objects.filter(pk=post.pk).update(expire_at=past, expired=True, live=False)
    data = post_data(title="Expired", slug="expired", expire_at=f"{past:%Y-%m-%d %H:%M}")
    return str(product.moderator.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data).status_code)


@row("copies that keep too much", "a post with a date and a correction, copied", "None; 0 corrections")
def copies(product: Product) -> str:
    post = make_post()
    post.corrections.set([PostCorrection(text="<p>Wrong.</p>", date=datetime.date(2026, 1, 1))])
    publish(post)
    copied = GuestBlogPost.objects.get(pk=post.pk).copy(update_attrs={"slug": "copy"}, keep_live=False)
    stored = GuestBlogPost.objects.get(pk=copied.pk)
    return f"{stored.published_on}; {stored.corrections.count()} corrections"


@row(
    "translations that drift",
    "the English event moves to another hour, the German one does not",
    "a hint beside start_date",
)
def translations(product: Product) -> str:
    languages = [("en", "English"), ("de", "German")]
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages):
        german = Locale.objects.create(language_code="de")
        event = make_event()
        translate(home(), german, "Start", slug="home-de")
        translated = translate(event, german, "Ein Termin")
        event.start_time, event.end_time = datetime.time(19), datetime.time(20)
        publish(event)
        hints = event_warnings(EventPage.objects.get(pk=translated.pk))
    found = [str(hint.field) for hint in hints if hint.code == "translation_differs"]
    return f"a hint beside {' and '.join(found)}" if found else "nothing"
