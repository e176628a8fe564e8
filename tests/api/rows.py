"""Writes nonsense into rows past the forms, and asks everything that reads them."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import icalendar
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_models
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from api.formats.links import API_PATH
from pages.models import (
    Announcements,
    FormerPath,
    FormerSlug,
    MediaUse,
    Navigation,
    Rendition,
    SearchDocument,
    SiteSettings,
    User,
    WithdrawnPath,
)
from tests.api.endpoints import Endpoint, all_endpoints, choices_of, order_names
from tests.api.everything import Everything, block
from tests.api.row_values import Undecodable
from tests.content import make_event, make_person, make_post, open_preview

#: What browsers run or refuse to leave the page for, at the beginning of an address in JSON, HTML, XML or a calendar.
UNSAFE = re.compile(r"(?i)(?:[\"'>:=]|^)\s*(?:java(?:\\[nrt]|\s)*script|vbscript|data:text/html)", re.MULTILINE)


class Rows:
    """One row of everything, and a second post and event that must still be served whatever the others hold."""

    def __init__(self, everything: Everything) -> None:
        self.everything = everything
        self.good_post = make_post(title="A good post")
        self.good_event = make_event(title="A good event")
        self.good_person = make_person("A good person")
        self._complete()
        self.editor = Client(raise_request_exception=False)
        self.editor.force_login(User.objects.create_superuser("rows@example.org", "a-password-for-tests"))
        self.token = open_preview(everything.post)
        self.visitor = Client(raise_request_exception=False)
        # The forms show the row itself and not its latest revision.
        Page.objects.update(latest_revision=None, live_revision=None)
        for model in (type(everything.person), type(everything.us)):
            model._default_manager.update(latest_revision=None, live_revision=None)

    def _complete(self) -> None:
        """Add a row to each table that has none."""
        site = Site.objects.get(is_default_site=True)
        everything, link = self.everything, {"url": "https://www.example.org/", "label": "There"}
        menu = [block(1, "url", {**link, "children": []}), block(2, "page", {"page": everything.section.pk})]
        Navigation.objects.create(site=site, header=menu, footer=menu)
        social = [block(1, "profile", {"platform": "Mastodon", "url": "https://social.example.org/"})]
        SiteSettings.objects.create(site=site, social_image=everything.image, social_links=social, time_zone="UTC")
        Announcements.objects.create(
            site=site, announcements=[block(1, "announcement", {"text": "Hear", "link": {**link, "page": None}})]
        )
        Redirect.objects.create(old_path="/old", site=site, redirect_link="https://www.example.org/new/")
        url = "https://video.example.org/1"
        Embed.objects.create(hash=get_embed_hash(url), url=url, type="video", html="<p></p>", thumbnail_url=url)
        FormerSlug.objects.create(**self._required(FormerSlug))
        FormerPath.objects.create(**self._required(FormerPath))
        WithdrawnPath.objects.create(**self._required(WithdrawnPath))
        Rendition.objects.create(
            image=everything.image, filter_spec="width-1", file="images/x.jpg", width=1, height=1, focal_point_key=""
        )
        everything.image.tags.add("hope")
        call_command("rebuild_search", verbosity=0)
        assert SearchDocument.objects.exists()
        owner = {"owner": "wagtailcore.page", "owner_id": everything.post.pk}
        MediaUse.objects.get_or_create(media="image", media_id=everything.image.pk, **owner)

    def _required(self, model: type[models.Model]) -> dict[str, Any]:
        """Return values for a row of a table of former addresses."""
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                values[field.name] = "gone"
            elif isinstance(field, models.ForeignKey):
                values[field.name] = field.related_model._default_manager.first()
            elif isinstance(field, models.IntegerField) and not field.primary_key:
                values[field.name] = 1
        return values

    # Writing

    def row(self, model: type[models.Model]) -> Any:
        """Return the key of the row of a table that is written to: one that is shown everywhere, if there is one."""
        of_pages = [self.everything.post, self.everything.event, self.everything.about, self.everything.section]
        for page in of_pages:
            if type(page) is model:
                return page.pk
        if model is Page:
            return self.everything.event.pk
        for chosen in (self.everything.person, self.everything.us, self.everything.image):
            if type(chosen) is model:
                return chosen.pk
        return model._default_manager.order_by("pk").values_list("pk", flat=True).first()

    def write(self, model: type[models.Model], field: models.Field[Any, Any], value: Any) -> bool:
        """Write a value into a column of the table's row; tell whether the database took it."""
        quoted = connection.ops.quote_name
        table, column, key = (quoted(str(name)) for name in (model._meta.db_table, field.column, model._meta.pk.column))
        form = "CAST(%s AS TEXT)" if isinstance(value, Undecodable) else "%s"
        if connection.vendor == "postgresql":
            form, value = f"CAST(%s AS {field.db_type(connection)})", None if value is None else str(value)
        elif isinstance(value, Undecodable):
            value = bytes(value)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # All of it comes from the definitions of the models.
                statement = f"UPDATE {table} SET {column} = {form} WHERE {key} = %s"  # noqa: S608
                cursor.execute(statement, [value, self.row(model)])
                # Both databases refuse a key that leads nowhere, but only at the end of the transaction.
                connection.check_constraints([model._meta.db_table])
        except (DatabaseError, ValueError, OverflowError):
            return False
        return True

    # Asking

    def api(self) -> Iterator[str]:
        """Yield the addresses of everything public: details, lists with all fields, and what looks up paths."""
        everything = self.everything
        for endpoint in all_endpoints():
            for path in self.places(endpoint):
                fields = {"fields": "*"} if "fields" in endpoint.parameters else {}
                crops = {"crops": "square,social"} if "crops" in endpoint.parameters else {}
                yield f"{path}{'&' if '?' in path else '?'}{urlencode({**fields, **crops})}".rstrip("?&")
        yield from (
            f"{API_PATH}pages/?type={type(page)._meta.label}&fields=*" for page in (everything.post, everything.event)
        )
        yield from (f"{API_PATH}{name}/?search=a&fields=*" for name in ("pages", "people", "images", "documents"))
        yield from ("/sitemap.xml", "/robots.txt", "/llms.txt", "/documents/1/x.txt")
        for suffix in ("rss", "atom", "json"):
            yield from (f"/feeds/posts.{suffix}", f"/feeds/events.{suffix}")
        yield from ("/feeds/events.ics", f"/feeds/events/{everything.event.pk}.ics")
        yield f"{API_PATH}posts/?fields=*&rich_text_format=markdown"

    def places(self, endpoint: Endpoint) -> list[str]:
        """Return where an endpoint has, or had, something to show."""
        everything, path = self.everything, endpoint.path()
        keys = {
            "posts": everything.post.pk,
            "events": everything.event.pk,
            "images": everything.image.pk,
            "documents": everything.document.pk,
            "people": "ada-writer",
            "organizations": "our-coalition",
            "series": "briefings",
            "redirects": Redirect.objects.values_list("pk", flat=True).first(),
            "pages": everything.about.pk,
        }
        name = path.removeprefix(API_PATH).partition("/")[0]
        if endpoint.argument:
            return [endpoint.path(keys.get(name, 1))]
        if "token" in endpoint.parameters:
            return [f"{path}?content_type=pages.guestblogpost&token={self.token}"]
        if "path" in endpoint.parameters:
            return [f"{path}?path=/news/{page.slug}/" for page in (everything.post, everything.event)] + [
                f"{path}?path=/old"
            ]
        if path.endswith("/find/"):
            return [f"{path}?id={keys.get(name)}"]
        if "since" in endpoint.parameters:
            return [path]
        return [f"{path}?limit=100"] if endpoint.is_list else [path]

    def lists(self) -> Iterator[str]:
        """Yield the lists in each of their orders, and with each of their filters."""
        for endpoint in all_endpoints():
            if not endpoint.is_list:
                continue
            yield from (f"{endpoint.path()}?limit=1&order={name}" for name in order_names(endpoint))
            for name, parameter in endpoint.parameters.items():
                for value in [*choices_of(parameter)[:2], "true", "1", "2024-05-17", "2017-06-16T17:00:00Z", "hope"]:
                    yield f"{endpoint.path()}?{urlencode({name: value})}"

    def admin(self) -> Iterator[str]:
        """Yield the lists and the forms of the editor."""
        yield from ("/admin/", "/admin/pages/", "/admin/calendar/?month=2017-06", "/admin/reports/site-history/")
        for page in (*self.pages(), Page.objects.get(depth=1)):
            if page.depth > 1:
                yield reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield reverse("wagtailadmin_explore", args=[page.pk])
        for model in get_snippet_models():
            names = model.snippet_viewset
            yield reverse(names.get_url_name("list"))
            yield reverse(names.get_url_name("edit"), args=[self.row(model)])
        for name, key in (("wagtailimages", self.everything.image.pk), ("wagtaildocs", self.everything.document.pk)):
            yield from (reverse(f"{name}:index"), reverse(f"{name}:edit", args=[key]))
        yield from (reverse("wagtailredirects:index"), reverse("wagtailredirects:edit", args=[self.row(Redirect)]))
        site = Site.objects.get(is_default_site=True)
        for model in settings_models:
            yield reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name, site.pk])

    def pages(self) -> list[Page]:
        """Return the pages with every field filled in."""
        everything = self.everything
        return [everything.home, everything.section, everything.about, everything.post, everything.event]

    def faults(self, targets: Iterable[str], *, addresses: bool = False, readable: bool = True) -> Iterator[str]:
        """Ask, and yield what is wrong with a response.

        With ``addresses``, no unsafe address may be in it; unless ``readable`` is false, a reader must understand it.
        """
        for target in targets:
            with transaction.atomic():
                client = self.editor if target.startswith("/admin/") else self.visitor
                response = client.get(target)
                content = response.getvalue() if response.streaming else response.content
                transaction.set_rollback(True)
            if response.status_code >= 500:
                yield f"{target}: {response.status_code}"
            elif response.status_code == 200 and not target.startswith("/admin/"):
                yield from (f"{target}: {fault}" for fault in _faults_of(target, content, addresses, readable))

    def others_missing(self) -> Iterator[str]:
        """Yield the good rows that a list, a feed or the calendar does not have."""
        for target, titles in {
            f"{API_PATH}posts/?limit=100": ["A good post"],
            f"{API_PATH}events/?limit=100": ["A good event"],
            f"{API_PATH}people/?limit=100": ["A good person"],
            f"{API_PATH}pages/?limit=100": ["A good post", "A good event"],
            "/feeds/posts.rss": ["A good post"],
            "/feeds/events.ics": ["A good event"],
            "/sitemap.xml": [self.good_post.slug, self.good_event.slug],
        }.items():
            content = self.visitor.get(target).content.decode()
            yield from (f"{target}: no {title}" for title in titles if title not in content)


def _faults_of(target: str, content: bytes, addresses: bool, readable: bool) -> Iterator[str]:
    readers: Mapping[str, Callable[[bytes], Any]] = {
        ".rss": ElementTree.fromstring,
        ".atom": ElementTree.fromstring,
        ".xml": ElementTree.fromstring,
        ".ics": icalendar.Calendar.from_ical,
        "/markdown/": bytes.decode,
        "/": json.loads,
        ".json": json.loads,
    }
    path = target.partition("?")[0]
    reader = next((read for suffix, read in readers.items() if path.endswith(suffix)), None)
    if reader is not None and readable:
        try:
            reader(content)
        except (ValueError, ElementTree.ParseError) as error:
            yield f"unreadable: {error!r:.200}"
    if addresses and (found := UNSAFE.search(content.decode("utf-8", "replace"))):
        yield f"an unsafe address: {content.decode('utf-8', 'replace')[found.start() - 60 : found.end() + 60]!r}"
