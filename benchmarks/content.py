"""A large site: guest posts with made-up words, as many as wanted, written in bulk."""

import itertools
import json
import random
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from benchmarks.progress import show
from pages.models import GuestBlogPost, SectionPage

WORDS_IN_A_BODY = 300
#: Words that stand in a known part of all posts.
RARE_WORD, RARE_SHARE = "rebula", 0.05
COMMON_WORD, COMMON_SHARE = "museum", 0.56
BATCH = 1000


class Vocabulary:
    """Made-up words that occur as words of a language do: few of them very often, most of them rarely (Zipf)."""

    def __init__(self, generator: random.Random, size: int = 30_000) -> None:
        self.generator = generator
        self.words = ["".join(self._syllables()) for _ in range(size)]
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, size + 1)))

    def _syllables(self) -> list[str]:
        choice = self.generator.choice
        return [
            choice("bcdfghjklmnprstvz") + choice("aeiou") + choice(["", "", "n", "s"])
            for _ in range(self.generator.randint(1, 4))
        ]

    def text(self, words: int) -> list[str]:
        """Return so many words."""
        return self.generator.choices(self.words, cum_weights=self.weights, k=words)


def add_posts(count: int, seed: int = 1) -> None:
    """Add published guest posts below a new section of the default site. It takes about a minute for 100,000.

    It writes rows as Wagtail would, without its signals: nothing is in a search index afterwards.
    """
    generator = random.Random(seed)  # noqa: S311  (the same content every time)
    vocabulary = Vocabulary(generator)
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    section = site.root_page.specific.add_child(
        instance=SectionPage(title="Posts", slug=f"posts-{seed}", locale=Locale.get_active())
    )
    for start in range(0, count, BATCH):
        _insert(section, range(start, min(start + BATCH, count)), vocabulary, generator)
        show("Writing posts", min(start + BATCH, count), count)
    Page.objects.filter(pk=section.pk).update(numchild=count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _insert(section: Page, numbers: Sequence[int], vocabulary: Vocabulary, generator: random.Random) -> None:
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(GuestBlogPost)
    pages, bodies = [], []
    for number in numbers:
        words = vocabulary.text(WORDS_IN_A_BODY)
        for word, share in ((RARE_WORD, RARE_SHARE), (COMMON_WORD, COMMON_SHARE)):
            if generator.random() < share:
                words[generator.randrange(len(words))] = word
        title = " ".join(vocabulary.text(7)).capitalize()
        pages.append(
            Page(
                title=title,
                draft_title=title,
                slug=f"post-{number}",
                path=Page._get_path(section.path, section.depth + 1, number + 1),
                depth=section.depth + 1,
                numchild=0,
                url_path=f"{section.url_path}post-{number}/",
                content_type=content_type,
                locale_id=section.locale_id,
                live=True,
                first_published_at=now,
                last_published_at=now,
                has_unpublished_changes=False,
            )
        )
        bodies.append("".join(f"<p>{' '.join(words[part : part + 60])}.</p>" for part in range(0, len(words), 60)))
    Page.objects.bulk_create(pages)
    posts: list[Model] = []
    for page, body in zip(pages, bodies, strict=True):
        block = {"type": "paragraph", "value": body, "id": f"00000000-0000-4000-8000-{page.pk:012d}"}
        post = GuestBlogPost(page_ptr=page, published_on=now.date(), body=json.dumps([block]))
        post.excerpt = body[3:203]
        posts.append(post)
    # Django refuses to insert into one table of several in bulk; its query does not.
    query = InsertQuery(GuestBlogPost)
    query.insert_values(GuestBlogPost._meta.local_concrete_fields, posts)
    query.get_compiler(connection=connection).execute_sql()
