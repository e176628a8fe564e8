"""Every kind of edit, by code and in the admin, each made of two numbers.

What an edit is made to is taken from what there is at the time. What is not possible does not happen.
"""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.models import (
    Announcements,
    EventPage,
    EventSpeaker,
    GuestBlogPost,
    Image,
    Navigation,
    Organization,
    Person,
    PostAuthor,
    SectionPage,
    SiteSettings,
    Topic,
    User,
)
from pages.scheduler.housekeeping import ticked
from pages.scheduler.transitions import apply_due_transitions
from tests.api.everything import Everything, block
from tests.content import (
    add,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_topic,
    picture_file,
    publish,
    translate,
)
from tests.pages.form_data import event_data, post_data
from tests.pages.test_middleware import publish_form

#: So many pages, and of everything else, that reading all of it stays quick.
MOST_PAGES, MOST_OTHERS = 30, 6
#: Seconds until something that is given an hour.
SOON = 0.5
IMPOSSIBLE = (ObjectDoesNotExist, ValidationError, IntegrityError, InvalidMoveToDescendant, ParentNotTranslatedError)
Wait = Callable[[datetime.datetime], None]


class Edits:
    """Edits of a site that has everything. Whoever makes one says how to wait for an hour that comes soon."""

    def __init__(self, everything: Everything, wait: Wait) -> None:
        self.home_key = everything.home.pk
        self._wait = wait
        self._admin = Client(raise_request_exception=False)
        boss = User.objects.create_superuser("boss@example.org", "a-password-for-tests")
        self._admin.force_login(boss)
        workflow = Workflow.objects.create(name="Four eyes")
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Approve"))
        self._workflow, self._boss = workflow, boss
        self._number = 0
        #: How many edits the admin has taken, and how many it has refused.
        self.taken = self.refused = 0
        translate(everything.home, Locale.objects.create(language_code="de"), "Startseite")
        shelf = Collection.get_first_root_node().add_child(name="Shelf")
        Collection.objects.get(pk=shelf.pk).add_child(name="Drawer")
        Redirect.objects.create(old_path="/old", redirect_page=Page.objects.get(pk=everything.post.pk))
        Redirect.objects.create(old_path="/older", redirect_link="/old?from=older")
        Redirect.objects.create(old_path="/with?query=1", redirect_link="https://elsewhere.example.org/")

    def happen(self, edit: "Edit", first: int, second: int) -> None:
        """Make an edit, or none."""
        with suppress(*IMPOSSIBLE):
            edit(self, first, second)

    # What there is

    def _pick(self, model: Any, number: int, **conditions: Any) -> Any:
        found = list(model._default_manager.filter(**conditions).order_by("pk").values_list("pk", flat=True))
        if not found:
            raise ObjectDoesNotExist
        return model._default_manager.get(pk=found[number % len(found)])

    def page(self, number: int, **conditions: Any) -> Any:
        """Return a page below the home pages."""
        return self._pick(Page, number, depth__gt=2, **conditions).specific

    def original(self, number: int, **conditions: Any) -> Any:
        """Return a page that is not the copy of another: those have no versions."""
        return self.page(number, alias_of=None, **conditions)

    def parent(self, number: int) -> Any:
        """Return a page that can have pages below it."""
        found = list(Page.objects.filter(depth__gt=1).type(SectionPage).order_by("pk"))
        choices = [*Page.objects.filter(pk=self.home_key), *Page.objects.filter(depth=2), *found]
        return choices[number % len(choices)].specific

    def record(self, number: int) -> Any:
        return self._pick((Person, Organization)[number % 2], number // 2)

    def _name(self, second: int) -> str:
        """Return a name that was perhaps used before, or a new one."""
        self._number += 1
        return f"Name {second}" if second % 3 else f"Name {self._number} of many"

    @staticmethod
    def _few(model: Any, most: int = MOST_OTHERS) -> bool:
        if model._default_manager.count() < most:
            return True
        raise ObjectDoesNotExist

    def _send(self, view: str, /, *arguments: Any, query: str = "", **data: Any) -> None:
        # As a browser does for people who know what they do.
        response = self._admin.post(reverse(view, args=arguments) + query, data)
        assert response.status_code < 500, (view, arguments, data)
        if response.status_code == 302 or b"set_privacy_done" in response.content:
            self.taken += 1
        else:
            self.refused += 1

    def _bulk(self, things: list[Any], action: str, **data: Any) -> None:
        model = Page if isinstance(things[0], Page) else type(things[0])
        query = f"?{urlencode([('next', '/admin/'), *(('id', thing.pk) for thing in things)])}"
        names = (model._meta.app_label, model._meta.model_name, action)
        self._send("wagtail_bulk_action", *names, query=query, **data)

    # Pages, by code

    def make_section(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        linked = self.page(second)
        link = f'<p><a linktype="page" id="{linked.pk}">read</a></p>'
        shows = list(SectionPage.Shows.values)[second % len(SectionPage.Shows.values)]
        make_section(self.parent(first), self._name(second), body=[block(1, "paragraph", link)], shows=shows)

    def make_post(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        author = PostAuthor(person=self._pick(Person, second), byline="of the union" if first % 2 else "")
        image = self._pick(Image, second)
        post = make_post(self.parent(first), self._name(second), [author], feature_image=image)
        post.topics.set([self._pick(Topic, first)])
        post.tags.add("hope", f"tag-{second % 4}")
        publish(post)

    def make_event(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        speaker = EventSpeaker(person=self._pick(Person, second), confirmed=bool(first % 3))
        make_event(self.parent(first), self._name(second), speakers=[speaker])

    def make_draft(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        add(self.parent(first), SectionPage(title=self._name(second))).save_revision()

    def edit_page(self, first: int, second: int) -> None:
        page = self.original(first)
        page.title = self._name(second)
        page.save_revision().publish()

    def edit_home(self, first: int, second: int) -> None:
        page = self._pick(Page, first, depth=2).specific
        page.title = self._name(second)
        page.save_revision().publish()

    def save_draft(self, first: int, second: int) -> None:
        page = self.original(first)
        page.title = self._name(second)
        page.save_revision()

    def save_page(self, first: int, second: int) -> None:
        page = self.page(first)
        page.title = self._name(second)
        page.save()

    def publish_page(self, first: int, second: int) -> None:
        self.original(first, live=False).save_revision().publish()

    def unpublish_page(self, first: int, second: int) -> None:
        self.page(first).unpublish()

    def rename_page(self, first: int, second: int) -> None:
        page = self.original(first)
        page.slug = f"slug-{second}"
        page.save_revision().publish()

    def move_page(self, first: int, second: int) -> None:
        self.page(first).move(self.parent(second), "last-child")

    def reorder_page(self, first: int, second: int) -> None:
        page = self.page(first)
        siblings = list(page.get_siblings().exclude(pk=page.pk))
        if siblings:
            page.move(siblings[second % len(siblings)], ("left", "right")[first % 2])

    def delete_page(self, first: int, second: int) -> None:
        page = self.page(first)
        if page.get_descendant_count() < 3:
            page.delete()

    def copy_page(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        title = self._name(second)
        attributes = {"title": title, "slug": title.lower().replace(" ", "-")}
        self.page(first).copy(update_attrs=attributes, keep_live=bool(second % 3), to=self.parent(second))

    def alias_page(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        self.page(first).create_alias(update_slug=f"alias-{second}", parent=self.parent(second))

    def translate_page(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        german = Locale.objects.get(language_code="de")
        translate(self.original(first, locale__language_code="en"), german, self._name(second))

    def restrict_page(self, first: int, second: int) -> None:
        page = Page.objects.get(pk=self.page(first).pk)
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    def move_restriction(self, first: int, second: int) -> None:
        restriction = self._pick(PageViewRestriction, first)
        restriction.page = Page.objects.get(pk=self.page(second).pk)
        restriction.save()

    def free_page(self, first: int, second: int) -> None:
        self._pick(PageViewRestriction, first).delete()

    def change_authors(self, first: int, second: int) -> None:
        post = self._pick(GuestBlogPost, first)
        post.authors.set([PostAuthor(person=self._pick(Person, second)), PostAuthor(name=self._name(second))])
        post.save_revision().publish()

    def change_subjects(self, first: int, second: int) -> None:
        post = self._pick((GuestBlogPost, EventPage)[first % 2], first // 2)
        post.topics.set([self._pick(Topic, second)] if second % 2 else [])
        post.tags.set([f"tag-{second % 4}"])
        publish(post)

    def change_looks(self, first: int, second: int) -> None:
        page = self.original(first)
        page.feature_image = self._pick(Image, second)
        page.canonical_url = ("", "https://elsewhere.example.org/")[second % 2]
        page.noindex = bool(second % 3 == 0)
        page.save_revision().publish()

    # Pages, in the admin

    def _form(self, page: Any, second: int, **fields: Any) -> dict[str, Any]:
        """Return what the editor sends of a page to publish it with a new title."""
        action = {"action-publish": "1"}
        fields = {"title": self._name(second), "slug": page.slug, **fields}
        if isinstance(page, GuestBlogPost):
            return {**post_data(**fields), **action}
        if isinstance(page, EventPage):
            return {**event_data(**fields), **action}
        return {**publish_form("x"), **fields}

    def publish_in_admin(self, first: int, second: int) -> None:
        page = self._pick((SectionPage, GuestBlogPost, EventPage)[first % 3], first // 3)
        self._send("wagtailadmin_pages:edit", page.pk, **self._form(page, second))

    def rename_in_admin(self, first: int, second: int) -> None:
        page = self._pick(SectionPage, first)
        self._send("wagtailadmin_pages:edit", page.pk, **self._form(page, second, slug=f"slug-{second}"))

    def make_in_admin(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        new = {**publish_form(self._name(second)), "slug": f"new-{second}"}
        self._send("wagtailadmin_pages:add", "pages", "sectionpage", self.parent(first).pk, **new)

    def unpublish_in_admin(self, first: int, second: int) -> None:
        data = {"include_descendants": "on"} if second % 4 == 0 else {}
        self._send("wagtailadmin_pages:unpublish", self.page(first).pk, **data)

    def move_in_admin(self, first: int, second: int) -> None:
        self._send("wagtailadmin_pages:move_confirm", self.page(first).pk, self.parent(second).pk)

    def reorder_in_admin(self, first: int, second: int) -> None:
        page = self.page(first)
        self._send("wagtailadmin_pages:set_page_position", page.pk, query=f"?position={second % 3}")

    def delete_in_admin(self, first: int, second: int) -> None:
        page = self.page(first)
        if page.get_descendant_count() < 3:
            self._send("wagtailadmin_pages:delete", page.pk)

    def copy_in_admin(self, first: int, second: int) -> None:
        self._few(Page, MOST_PAGES)
        page = self.page(first)
        fields = {
            "new_title": self._name(second),
            "new_slug": f"copy-{second}",
            "new_parent_page": page.get_parent().pk,
        }
        more = {"publish_copies": "on"} if second % 2 else {}
        self._send("wagtailadmin_pages:copy", page.pk, **fields, **more)

    def make_alias_a_page(self, first: int, second: int) -> None:
        self._send("wagtailadmin_pages:convert_alias", self.page(first, alias_of__isnull=False).pk)

    def set_privacy(self, first: int, second: int) -> None:
        kind = ("login", "none", "none", "password")[second % 4]
        password = {"password": "a-password-for-tests"} if kind == "password" else {}
        self._send("wagtailadmin_pages:set_privacy", self.page(first).pk, restriction_type=kind, **password)

    def approve(self, first: int, second: int) -> None:
        page = self.original(first)
        page.title = self._name(second)
        page.save_revision()
        if page.workflow_in_progress:
            page.current_workflow_state.cancel()
        state = self._workflow.start(page, self._boss).current_task_state
        self._send("wagtailadmin_pages:workflow_action", page.pk, "approve", state.pk)

    def several_pages(self, first: int, second: int) -> None:
        pages = [self.page(first), self.page(second)]
        action = ("publish", "unpublish", "move", "delete")[(first + second) % 4]
        if action == "delete" and any(page.get_descendant_count() > 2 for page in pages):
            return
        more = {"chooser": self.parent(first + 1).pk} if action == "move" else {"include_descendants": ""}
        self._bulk(pages, action, **more)

    # The clock

    def _later(self) -> datetime.datetime:
        return timezone.now() + datetime.timedelta(seconds=SOON)

    def tick(self, first: int = 0, second: int = 0) -> None:
        """Do what the scheduler does every second."""
        apply_due_transitions()
        ticked.send(sender=Edits)

    @contextmanager
    def _hour(self) -> Iterator[datetime.datetime]:
        at = self._later()
        yield at
        self._wait(at)
        self.tick()

    def go_live_later(self, first: int, second: int) -> None:
        with self._hour() as at:
            thing = self.original(first) if second % 3 else self.record(first)
            thing.go_live_at, thing.expire_at = at, None
            thing.save_revision().publish()
        type(thing)._default_manager.filter(pk=thing.pk).update(go_live_at=None)

    def expire_soon(self, first: int, second: int) -> None:
        thing = self.original(first) if second % 3 else self.record(first)
        with self._hour() as at:
            thing.expire_at, thing.go_live_at = at, None
            thing.save_revision().publish()
        thing = type(thing)._default_manager.get(pk=thing.pk)
        thing.expire_at = None
        thing.save_revision()

    def announce_soon(self, first: int, second: int) -> None:
        with self._hour() as at:
            times = {"start": at.isoformat(), "until": None} if first % 2 else {"start": None, "until": at.isoformat()}
            self._announce(first, {"text": self._name(second), **times})

    def event_begins(self, first: int, second: int) -> None:
        event = self._pick(EventPage, first)
        with self._hour() as at:
            begin = at.astimezone(datetime.UTC)
            event.time_zone, event.start_date, event.start_time = "UTC", begin.date(), begin.time()
            event.end_date, event.end_time = begin.date() + datetime.timedelta(days=1), datetime.time(12)
            event.save_revision().publish()

    # People, organizations, topics, tags

    def make_record(self, first: int, second: int) -> None:
        if first % 2:
            self._few(Person)
            make_person(self._name(second), organization=self._pick(Organization, second))
        else:
            self._few(Organization)
            make_organization(self._name(second), logo=self._pick(Image, second))

    def edit_record(self, first: int, second: int) -> None:
        record = self.record(first)
        record.name = self._name(second)
        record.save_revision().publish()

    def rename_record(self, first: int, second: int) -> None:
        record = self.record(first)
        record.slug = f"record-{second % 6}"
        record.save_revision().publish()

    def hide_or_show_record(self, first: int, second: int) -> None:
        record = self.record(first)
        if record.live:
            record.unpublish()
        else:
            record.save_revision().publish()

    def delete_record(self, first: int, second: int) -> None:
        record = self.record(first)
        PostAuthor.objects.filter(person=record.pk if isinstance(record, Person) else 0).delete()
        record.delete()

    def unpublish_record_in_admin(self, first: int, second: int) -> None:
        record = self.record(first)
        self._send(f"wagtailsnippets_pages_{record._meta.model_name}:unpublish", record.pk)

    def delete_record_in_admin(self, first: int, second: int) -> None:
        self._bulk([self.record(first)], "delete")

    def change_topic(self, first: int, second: int) -> None:
        if second % 3 == 0:
            self._few(Topic)
            make_topic(self._name(second))
            return
        topic = self._pick(Topic, first)
        slug = f"topic-{second % 5}"
        self._send("wagtailsnippets_pages_topic:edit", topic.pk, name=self._name(second), slug=slug)

    def delete_topic(self, first: int, second: int) -> None:
        topic = self._pick(Topic, first)
        if Topic.objects.count() > 1:
            topic.delete()

    def rename_tag(self, first: int, second: int) -> None:
        tag = self._pick(Tag, first)
        tag.name = f"tag-{second}"
        if second % 2:
            tag.slug = f"tag-{second}"
        tag.save()

    def delete_tag(self, first: int, second: int) -> None:
        self._pick(Tag, first).delete()

    # Images, documents, collections

    def medium(self, number: int) -> Any:
        return self._pick((Image, Document)[number % 2], number // 2)

    def make_medium(self, first: int, second: int) -> None:
        model = (Image, Document)[first % 2]
        self._few(model)
        make = (make_image, make_document)[first % 2]
        make(self._name(second), collection=self._pick(Collection, second))

    def edit_medium(self, first: int, second: int) -> None:
        medium = self.medium(first)
        medium.title = self._name(second)
        if isinstance(medium, Image):
            medium.alt = f"Words {second}"
        medium.save()

    def refocus_image(self, first: int, second: int) -> None:
        image = self._pick(Image, first)
        image.focal_point_x, image.focal_point_y = 10 + second, 20
        image.focal_point_width = image.focal_point_height = 10
        image.save()

    def replace_image(self, first: int, second: int) -> None:
        image = self._pick(Image, first)
        image.file = picture_file(f"other-{second}.jpg", (200 + second, 100))
        image.save()

    def tag_medium(self, first: int, second: int) -> None:
        self.medium(first).tags.set([f"tag-{second % 4}"])

    def collect_medium(self, first: int, second: int) -> None:
        self._bulk([self.medium(first)], "add_to_collection", collection=self._pick(Collection, second).pk)

    def delete_medium(self, first: int, second: int) -> None:
        self.medium(first).delete()

    def delete_medium_in_admin(self, first: int, second: int) -> None:
        self._bulk([self.medium(first)], "delete")

    def restrict_collection(self, first: int, second: int) -> None:
        collection = self._pick(Collection, first, depth__gt=1)
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    def free_collection(self, first: int, second: int) -> None:
        self._pick(CollectionViewRestriction, first).delete()

    def set_privacy_of_collection(self, first: int, second: int) -> None:
        collection = self._pick(Collection, first, depth__gt=1)
        kind = ("login", "none")[second % 2]
        self._send("wagtailadmin_collections:set_privacy", collection.pk, restriction_type=kind)

    def move_collection(self, first: int, second: int) -> None:
        collection, other = self._pick(Collection, first, depth__gt=1), self._pick(Collection, second)
        if not (other == collection or other.is_descendant_of(collection)):
            collection.move(other, "sorted-child")

    def make_collection(self, first: int, second: int) -> None:
        self._few(Collection)
        self._pick(Collection, first).add_child(name=self._name(second))

    # Sites

    def site(self, number: int) -> Any:
        return self._pick(Site, number)

    def _announce(self, first: int, value: dict[str, Any]) -> None:
        found, _ = Announcements.objects.get_or_create(site=self.site(first))
        found.announcements = [block(1, "announcement", value)]
        found.save()

    def announce(self, first: int, second: int) -> None:
        self._announce(first, {"text": self._name(second), "start": None, "until": None})

    def change_menu(self, first: int, second: int) -> None:
        found, _ = Navigation.objects.get_or_create(site=self.site(first))
        entry = {"page": self.page(second).pk, "label": "", "children": []}
        found.header = [block(1, "page", entry)]
        found.save()

    def empty_menu_in_admin(self, first: int, second: int) -> None:
        menu = nested_form_data({"header": streamfield([]), "footer": streamfield([])})
        self._send("wagtailsettings:edit", "pages", "navigation", self.site(first).pk, **menu)

    def change_settings(self, first: int, second: int) -> None:
        found, _ = SiteSettings.objects.get_or_create(site=self.site(first))
        found.title_suffix = self._name(second)
        found.social_image = self._pick(Image, second)
        found.save()

    def change_site(self, first: int, second: int) -> None:
        site = self.site(first)
        hostname = ("cms.example.org", "localhost", f"site-{second}.example.org")[second % 3]
        default = {"is_default_site": "on"} if site.is_default_site else {}
        fields = {"hostname": hostname, "port": 80, "site_name": self._name(second), "root_page": site.root_page_id}
        self._send("wagtailsites:edit", site.pk, **{**fields, **default})

    def change_root(self, first: int, second: int) -> None:
        site = self.site(first)
        # Mostly back to where it belongs.
        root = self._pick(Page, second, depth=2) if second % 4 else self.page(second)
        site.root_page = Page.objects.get(pk=root.pk)
        site.save()

    def add_site_inside(self, first: int, second: int) -> None:
        self._few(Site, 3)
        root = Page.objects.get(pk=self._pick(SectionPage, first).pk)
        Site.objects.create(hostname="127.0.0.1", port=(80, 8000)[second % 2], root_page=root)

    def add_site_outside(self, first: int, second: int) -> None:
        self._few(Site, 3)
        front = make_section(Page.get_first_root_node(), self._name(second))
        Site.objects.create(hostname="cms.example.org", root_page=Page.objects.get(pk=front.pk))

    def delete_site(self, first: int, second: int) -> None:
        site = self._pick(Site, first, is_default_site=False)
        site.delete()

    def switch_default(self, first: int, second: int) -> None:
        site, other = Site.objects.get(is_default_site=True), self._pick(Site, first)
        with transaction.atomic():
            site.is_default_site = False
            site.save()
            other.refresh_from_db()
            other.is_default_site = True
            other.save()

    def give_up_or_add_language(self, first: int, second: int) -> None:
        german = Locale.objects.filter(language_code="de").first()
        if german is None:
            Locale.objects.create(language_code="de")
        elif second % 2 and Page.objects.filter(locale=german).count() < 3:
            for page in Page.objects.filter(locale=german).order_by("-depth"):
                Page.objects.get(pk=page.pk).delete()
            german.delete()

    def translate_home(self, first: int, second: int) -> None:
        german = Locale.objects.get(language_code="de")
        home = Page.objects.get(pk=self.home_key).specific
        translate(home, german, self._name(second))

    # Redirects

    def _place(self, number: int) -> str:
        """Return a path from or to which redirects may lead."""
        page = self.page(number)
        places = ("/old", "/older", "/with?query=1", f"/{page.slug}", f"/news/{page.slug}", "/chain", "/Old")
        return places[number % len(places)]

    def make_redirect(self, first: int, second: int) -> None:
        self._few(Redirect, 40)
        target: dict[str, Any] = {"redirect_link": self._place(second)}
        if second % 2:
            target = {"redirect_page": Page.objects.get(pk=self.page(second).pk)}
        Redirect.objects.create(old_path=Redirect.normalise_path(self._place(first)), **target)

    def change_redirect(self, first: int, second: int) -> None:
        redirect = self._pick(Redirect, first)
        redirect.is_permanent = bool(second % 2)
        redirect.redirect_page = None
        redirect.redirect_link = self._place(second)
        redirect.save()

    def relocate_redirect(self, first: int, second: int) -> None:
        redirect = self._pick(Redirect, first)
        redirect.old_path = Redirect.normalise_path(self._place(second))
        redirect.save()

    def delete_redirect(self, first: int, second: int) -> None:
        for number in range(1 + second % 3):
            self._pick(Redirect, first + number).delete()

    def make_redirect_in_admin(self, first: int, second: int) -> None:
        self._few(Redirect, 40)
        new = {"old_path": self._place(first), "redirect_link": f"https://x.example/{second}", "site": ""}
        self._send("wagtailredirects:add", **new)

    def delete_redirect_in_admin(self, first: int, second: int) -> None:
        self._send("wagtailredirects:delete", self._pick(Redirect, first).pk)


Edit = Callable[[Edits, int, int], None]
#: All of them, by name.
EDITS: dict[str, Edit] = {
    name: edit
    for name, edit in vars(Edits).items()
    if not name.startswith("_") and name not in ("happen", "page", "original", "parent", "record", "medium", "site")
}
LANGUAGES = [("en", "English"), ("de", "German")]
#: Of a site in two languages.
TWO_LANGUAGES = {"WAGTAIL_I18N_ENABLED": True, "LANGUAGES": LANGUAGES, "WAGTAIL_CONTENT_LANGUAGES": LANGUAGES}
