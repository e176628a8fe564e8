"""A small site whose objects refer to each other, and its change log."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from api.models import Change
from api.registry.kinds import kind_of
from pages.models import HomePage, PostAuthor
from tests.api.everything import block
from tests.changes import append_changes
from tests.content import (
    add,
    home,
    make_document,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_topic,
    publish,
)
from tests.published import add_published


class World:
    """Everything that can be public once, and a page that refers to it. The log's lines name it by its attributes."""

    def __init__(self) -> None:
        self.home = home()
        self.site = Site.objects.get(is_default_site=True)
        self.shelf = Collection.get_first_root_node().add_child(name="Shelf")
        self.picture = make_image("Picture", collection=self.shelf)
        self.paper = make_document("Paper", collection=self.shelf)
        self.union = make_organization("Union", logo=self.picture)
        self.ada = make_person("Ada", organization=self.union)
        self.topic = make_topic("Safe work")
        self.news = make_section(title="News")
        self.post = make_post(self.news, "Post", [PostAuthor(person=self.ada)], feature_image=self.picture)
        self.post.topics.set([self.topic])
        self.post.tags.add("urgent")
        self.post = publish(self.post)
        link = (
            f'<p><a linktype="page" id="{self.post.pk}">read</a><a linktype="document" id="{self.paper.pk}">it</a></p>'
        )
        self.linking = make_section(title="Linking", body=[block(1, "paragraph", link)])
        self.draft = add(self.news, type(self.news)(title="Draft"))
        self.redirect = Redirect.objects.create(old_path="/old", site=self.site, redirect_page=self.post)
        self.forget()

    def forget(self) -> None:
        """Start the log again from the current state."""
        self.sequence = append_changes()

    def fresh(self, name: str) -> Any:
        """Return an object as it is in the database."""
        thing = getattr(self, name)
        return type(thing)._default_manager.get(pk=thing.pk)

    def news_of(self, change: Callable[["World"], object]) -> set[str]:
        """Return what the log says of a change."""
        change(self)
        append_changes()
        return self.lines(Change.objects.filter(sequence__gt=self.sequence))

    def lines(self, changes: Iterable[Change]) -> set[str]:
        """Return one line for each change: what became of what, from where to where."""
        names = {
            ("redirect", key): f"redirect from {path}" for key, path in Redirect.objects.values_list("pk", "old_path")
        }
        for name, thing in vars(self).items():
            if kind := kind_of(thing.__class__):
                names[kind, thing.pk] = name
        found = [
            " ".join(
                filter(
                    None,
                    (
                        change.action,
                        names.get((change.kind, change.object_id), f"a {change.kind}"),
                        change.old_html_path,
                        ">" if change.old_html_path and change.html_path else "",
                        change.html_path,
                    ),
                )
            )
            for change in changes
        ]
        assert len(set(found)) == len(found), found
        return set(found)


def second_site(world: World, hostname: str = "other.example.org") -> Site:
    """Add a site with a home page of its own."""
    root = add_published(Page.get_first_root_node(), HomePage(title="Other", slug=hostname.split(".")[0]))
    return Site.objects.create(hostname=hostname, root_page=root)
