"""The guest post: a post by an author from outside the organization."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from pages.fields.plain_text import count_words, reading_time
from pages.fields.rich_text_features import SHORT_TEXT
from pages.fields.texts import Text
from pages.fields.validators import HISTORIC_DATE, LONGEST_ADDRESS, SENSIBLE_DATE, web_address
from pages.models.base import BODY_TEXT, HEADER_TEXTS, BasePage
from pages.models.page_list import PageListItem
from pages.models.participant import Participant
from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS, TOPICS_PANEL, tabs
from pages.publishing.forms import PostForm
from pages.publishing.record_rules import planned_instant
from pages.publishing.rules import PublishError, PublishWarning, participant_errors
from pages.publishing.warnings import post_warnings
from pages.visibility.site_day import day_at


def today() -> datetime.date:
    """Return the current date in the time zone of the default site."""
    return day_at(Page())


class GuestBlogPostTag(TaggedItemBase):
    """A tag on a post."""

    content_object = ParentalKey("pages.GuestBlogPost", on_delete=models.CASCADE, related_name="tagged_items")


class GuestBlogPost(BasePage):
    """A guest post with its authors, its first publication elsewhere and its corrections."""

    intro = RichTextField(
        "opening", blank=True, features=SHORT_TEXT, help_text="Also shown on cards, above “read more”."
    )
    published_on = models.DateField(
        "date shown",
        validators=SENSIBLE_DATE,
        null=True,
        blank=True,
        db_index=True,
        help_text="Leave empty to show the day on which the post is first published.",
    )
    updated_on = models.DateField(
        "updated on",
        validators=SENSIBLE_DATE,
        null=True,
        blank=True,
        help_text="Only if the content has changed substantially.",
    )
    disclaimer = models.TextField(blank=True, help_text="For example: the views are the author's own.")
    original_title = models.CharField("title there", max_length=255, blank=True)
    original_url = models.URLField("address there", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])
    original_published_on = models.DateField("published there on", null=True, blank=True, validators=HISTORIC_DATE)
    topics = ParentalManyToManyField("pages.Topic", blank=True, related_name="posts")
    tags = ClusterTaggableManager(through=GuestBlogPostTag, blank=True)
    reading_time_minutes = models.PositiveIntegerField(default=0, editable=False, db_index=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)

    texts = (*HEADER_TEXTS, Text("intro", running=True), BODY_TEXT, Text("disclaimer"))
    kicker = "Guest post"
    listing_date_field = "published_on"
    pictured_in_results = True
    base_form_class = PostForm
    parent_page_types = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "published_on", "updated_on", "corrections"]
    page_description = "A post by an author from outside the organization."
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    edit_handler = tabs(
        {
            "What": [
                MultiFieldPanel([*TITLE_PANELS, FieldPanel("intro")], heading="Title and opening"),
                MAIN_IMAGE_PANEL,
                TEXT_PANEL,
            ],
            "Who": [
                HelpPanel(
                    "List authors in the order in which they appear. Not everyone needs a public record: "
                    "a name is enough."
                ),
                InlinePanel("authors", heading="Authors", label="Author"),
                FieldPanel("disclaimer"),
            ],
            "When": [
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("published_on"), FieldPanel("updated_on")])], heading="Dates"
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("original_title"), FieldPanel("original_published_on")]),
                        FieldPanel("original_url"),
                    ],
                    heading="If it first appeared elsewhere",
                    classname="collapsed",
                ),
                InlinePanel("corrections", heading="Corrections", label="Correction"),
            ],
            "Topics": [
                FieldPanel("summary"),
                TOPICS_PANEL,
                FieldPanel("tags"),
                InlinePanel("related_pages", heading="Related pages", label="Page"),
            ],
        }
    )

    #: Whether this post was just copied, so that its stored drafts still have the dates of the original.
    is_new_copy = False

    class Meta:
        verbose_name = "guest post"

    def derive(self) -> None:
        super().derive()
        self.word_count = sum(map(count_words, self.running_texts()))
        self.reading_time_minutes = reading_time(self.word_count)
        self._fill_date(timezone.now() if self.live else None)

    def _fill_date(self, going_live_at: datetime.datetime | None = None) -> None:
        """Fill an empty date with the day of the first publication, which may be about to happen."""
        if self.published_on is None and (at := self.first_published_at or going_live_at):
            self.published_on = day_at(self, at)

    def anticipate_publication(self) -> None:
        """Fill in the date that the post gets when it is published now or, if it is scheduled, at that instant."""
        self._fill_date(planned_instant(self))

    @property
    def has_automatic_date(self) -> bool:
        """Whether the date is that of the first publication, as for posts whose editors chose none."""
        return self.first_published_at is not None and self.published_on == day_at(self, self.first_published_at)

    def serializable_data(self) -> dict[str, Any]:
        """Return the content for a revision, without an automatic date, which copies must not have."""
        data = super().serializable_data()
        return {**data, "published_on": None} if self.has_automatic_date else data

    def with_content_json(self, content: dict[str, Any]) -> "GuestBlogPost":
        """Return the post with the content of a revision and, if it was published before, its date."""
        post: GuestBlogPost = super().with_content_json(content)
        post._fill_date()
        return post

    def copy_all_child_relations(
        self, target: "GuestBlogPost", exclude: list[str] | None = None, **options: Any
    ) -> Any:
        """Copy the rows to ``target``. A copy is published on a day of its own and has no corrections yet.

        A translation or an alias is the same post, so it keeps its dates and corrections.
        """
        if target.translation_key == self.translation_key:
            target.published_on, target.updated_on = self.published_on, self.updated_on
            exclude = [name for name in exclude or [] if name != "corrections"]
        else:
            target.first_published_at = None
            target.is_new_copy = True
        return super().copy_all_child_relations(target, exclude, **options)

    def get_latest_revision_as_object(self) -> "GuestBlogPost":
        """Return the latest draft; for a post that was just copied, without the publication of the original."""
        latest: GuestBlogPost = super().get_latest_revision_as_object()
        if self.is_new_copy:
            latest.first_published_at, latest.published_on = self.first_published_at, self.published_on
        return latest

    def publish_errors(self) -> list[PublishError]:
        errors = super().publish_errors()
        authors = list(self.authors.all())
        if not authors:
            message = "Add at least one author, with a record or just a name."
            errors.append(PublishError("no_author", message, relation="authors"))
        return errors + participant_errors("authors", authors, "role")

    def publish_warnings(self) -> list[PublishWarning]:
        return [*super().publish_warnings(), *post_warnings(self)]


class PostAuthor(Participant):
    """An author of a post, or another contributor such as a translator."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        CO_AUTHOR = "co_author", "Co-author"
        TRANSLATOR = "translator", "Translator"
        INTERVIEWEE = "interviewee", "Interviewee"

    post = ParentalKey(GuestBlogPost, on_delete=models.CASCADE, related_name="authors")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.AUTHOR)
    byline = models.CharField(
        "line after the name",
        max_length=255,
        blank=True,
        help_text="As of the day of publication. Leave empty to use the record's job title and organization.",
    )

    panels = [*Participant.panels, FieldRowPanel([FieldPanel("role"), FieldPanel("byline")])]

    class Meta(Participant.Meta):
        verbose_name = "author"


class PostCorrection(Orderable):
    """A correction made after publication, with its date."""

    post = ParentalKey(GuestBlogPost, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(default=today, validators=SENSIBLE_DATE)
    text = models.TextField()

    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("text")])]

    class Meta(Orderable.Meta):
        verbose_name = "correction"


class PostRelatedPage(PageListItem):
    """A page related to a post."""

    post = ParentalKey(GuestBlogPost, on_delete=models.CASCADE, related_name="related_pages")

    class Meta(PageListItem.Meta):
        verbose_name = "related page"
