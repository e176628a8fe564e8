"""A tree of pages, images, documents and redirects with everything that makes lists of them hard to get right."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from pages.models import HomePage, SectionPage
from tests.content import add, home, make_about, make_document, make_event, make_image, make_post, make_section, publish
from tests.published import add_published

OTHER_HOST = "localhost"


class Varied:
    """Two sites, two languages, four levels; drafts, restrictions, aliases, equal and missing values."""

    def __init__(self) -> None:
        self.home = home()
        self.image = make_image("Feature", tags=["hope"])
        self.news = make_section(title="News", show_in_menus=True, seo_title="All news", search_description="New.")
        self.deeper = make_section(self.news, "Deeper", show_in_menus=True)
        self.deepest = make_section(self.deeper, "Same")
        make_section(title="Same", slug="same-2", seo_title="All news")
        self.accented = make_section(title="Café", slug="café")
        self._posts()
        self._events()
        self._hidden()
        self._aliases()
        make_about(show_in_menus=True)
        self._translations()
        self._other_site()
        self._files()
        self._redirects()
        self.public = [
            page.pk
            for page in Page.objects.live().filter(depth__gt=1).exclude(pk__in=[page.pk for page in self.hidden])
        ]

    def _posts(self) -> None:
        days = [(2024, 5, 17), (2024, 5, 17), (2023, 1, 2), (2022, 12, 31)]
        tags = [["hope", "change"], ["hope"], [], ["change"]]
        self.posts = []
        for number, (day, names) in enumerate(zip(days, tags, strict=True)):
            post = make_post(
                [self.news, self.deeper, self.home, self.deepest][number],
                f"Post {number % 2}",
                published_on=datetime.date(*day),
                updated_on=None if number % 2 else datetime.date(2024, 6, 1),
                feature_image=None if number % 2 else self.image,
                intro="" if number else f'<p><a linktype="page" id="{self.news.pk}">News</a></p>',
                show_in_menus=number == 0,
            )
            post.tags.add(*names)
            self.posts.append(publish(post))

    def _events(self) -> None:
        self.events = []
        for number, day in enumerate([14, None, 14, 2]):
            dated = {"start_date": datetime.date(2030, 6, day)} if day else {"start_date": None, "date_note": "Later"}
            event = make_event(
                self.news if number else self.home,
                f"Event {number % 3}",
                status="cancelled" if number == 2 else "scheduled",
                end_time=datetime.time(14) if number else None,
                **dated,
            )
            event.tags.add("hope")
            self.events.append(publish(event))

    def _hidden(self) -> None:
        """What neither API shows, but for what is below a draft."""
        draft = add(self.news, SectionPage(title="Draft", show_in_menus=True))
        self.below_draft = make_section(draft, "Below a draft")
        restricted = make_section(title="Restricted")
        PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
        self.restricted_post = make_post(restricted, "Below a restricted page")
        self.password = make_section(self.deeper, "For those who know a word")
        self.restriction = PageViewRestriction.objects.create(
            page=self.password, restriction_type=PageViewRestriction.PASSWORD, password="a word"
        )
        over = make_section(title="Expired and taken down")
        Page.objects.filter(pk=over.pk).update(expired=True, live=False)
        self.expired = make_section(self.news, title="Expired a moment ago")
        Page.objects.filter(pk=self.expired.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
        self.hidden = [draft, restricted, self.restricted_post, self.password, over, self.expired]

    def _aliases(self) -> None:
        self.alias = self.posts[0].create_alias(parent=self.deeper, update_slug="an-alias")
        self.alias_of_hidden = self.restricted_post.create_alias(parent=self.news, update_slug="an-alias-of-hidden")

    def _translations(self) -> None:
        self.french = Locale.objects.create(language_code="fr")
        for page in (self.home, self.news, self.posts[0], self.accented):
            publish(page.copy_for_translation(self.french))
        self.deepest.copy_for_translation(self.french, copy_parents=True)
        self.french_home = self.home.get_translation(self.french)
        self.french_news = self.news.get_translation(self.french)
        self.french_post = self.posts[0].get_translation(self.french)

    def _other_site(self) -> None:
        self.other_home = add_published(self.home.get_parent(), HomePage(title="Other site", slug="other"))
        # The one on another port was made first, which must not matter.
        third_home = add_published(self.home.get_parent(), HomePage(title="Third site", slug="third"))
        Site.objects.create(hostname=OTHER_HOST, port=8080, root_page=third_home)
        self.other_site = Site.objects.create(hostname=OTHER_HOST, port=80, root_page=self.other_home)
        self.other_section = make_section(self.other_home, "Elsewhere")
        make_post(self.other_section, "Post 0")

    def _files(self) -> None:
        root = Collection.get_first_root_node()
        restricted = root.add_child(name="Restricted")
        CollectionViewRestriction.objects.create(
            collection=restricted, restriction_type=CollectionViewRestriction.LOGIN
        )
        below = restricted.add_child(name="Below it")
        public = root.add_child(name="Public")
        self.images = [self.image]
        self.documents = []
        for number, collection in enumerate([root, public, restricted, below, public]):
            image = make_image(f"Picture {number % 2}", collection=collection)
            document = make_document(f"Paper {number % 2}", collection=collection)
            for item in (image, document):
                item.tags.add(*[["hope", "change"], ["hope"], [], ["change"]][number % 4])
            self.images.append(image)
            self.documents.append(document)

    def _redirects(self) -> None:
        site = Site.objects.get(is_default_site=True)

        def redirect(old_path: str, target: Any, of: Site | None = None) -> Redirect:
            return Redirect.add_redirect(old_path, target, site=of)

        self.redirects = [
            redirect("/old", self.news),
            redirect("/old", self.deeper, site),
            redirect("/café", self.posts[0], site),
            redirect("/away", "https://elsewhere.example.org/", site),
        ]
        self.hidden_redirects = [
            redirect("/hidden", self.restricted_post, site),
            redirect("/of-the-other", self.other_section, self.other_site),
            redirect("/away-from-the-other", "https://elsewhere.example.org/", self.other_site),
        ]
