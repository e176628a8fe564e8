"""Guest posts."""

from typing import Any

from rest_framework.fields import CharField, DateField, IntegerField

from api.content import representations
from api.formats import datetimes
from api.formats.addresses import web_address
from api.json_ld.blog_posting import blog_posting
from api.json_ld.graph import Graph, SchemaNode
from api.lists.columns import date_column, integer_column
from api.lists.participant_filters import participant_filter
from api.serializers.page import ArticleSerializer
from api.serializers.post_shapes import AuthorShape, CorrectionShape, OriginalPublicationShape
from pages.models import GuestBlogPost, Person, PostAuthor

#: The fields from which a post's JSON-LD is built.
POST_JSON_LD_FIELDS = (
    *("title", "subtitle", "published_on", "updated_on", "authors", "original_publication", "corrections"),
    *("topics", "tags", "word_count", "reading_time_minutes"),
)


AUTHOR = participant_filter("author", "authors", "people", Person)


class GuestBlogPostSerializer(ArticleSerializer):
    """A guest post."""

    published_on = DateField(allow_null=True)
    updated_on = DateField(allow_null=True)
    authors = AuthorShape(many=True)
    disclaimer = CharField()
    original_publication = OriginalPublicationShape(allow_null=True)
    corrections = CorrectionShape(many=True)
    reading_time_minutes = IntegerField()
    word_count = IntegerField()

    filterset = ArticleSerializer.filterset.extended(
        date_column("published_on"),
        date_column("updated_on"),
        integer_column("reading_time_minutes"),
        filters=(AUTHOR,),
    )
    form_fields = {
        **ArticleSerializer.form_fields,
        **{name: name for name in ("published_on", "updated_on", "authors", "disclaimer", "corrections")},
        "original_publication": "original_title",
        **{f"original_publication/{name}": f"original_{name}" for name in ("title", "url", "published_on")},
    }
    relations = {
        **ArticleSerializer.relations,
        "authors": ("authors",),
        "corrections": ("corrections",),
        "json_ld": ("authors", "corrections", "topics", "tags"),
    }

    def collect_authors(self, post: GuestBlogPost) -> None:
        self.want_participants("authors", self.child_relations.of(post, "authors"))

    def get_authors(self, post: GuestBlogPost) -> list[dict[str, Any]]:
        return self.from_rows(post, "authors", self._author)

    def _author(self, row: PostAuthor) -> dict[str, Any] | None:
        participant = self.participant("authors", row)
        if participant is None:
            return None
        byline = row.byline or representations.line_after_name(
            self.related_objects, representations.person_of(self.related_objects, row)
        )
        return {**participant, "role": row.role, "byline": byline}

    def get_original_publication(self, post: GuestBlogPost) -> dict[str, Any] | None:
        if not (post.original_title or post.original_url):
            return None
        return {
            "title": post.original_title,
            "url": web_address(post.original_url),
            "published_on": datetimes.format_date(post.original_published_on),
        }

    def get_corrections(self, post: GuestBlogPost) -> list[dict[str, Any]]:
        return self.from_rows(
            post, "corrections", lambda row: {"date": datetimes.format_date(row.date), "text": row.text}
        )

    def collect_json_ld(self, post: GuestBlogPost) -> None:
        super().collect_json_ld(post)
        self.collect_authors(post)

    def subject(
        self, post: GuestBlogPost, url: str, seo: dict[str, Any], graph: Graph, own: SchemaNode | None
    ) -> SchemaNode:
        fields = {name: self.field_value(post, name) for name in POST_JSON_LD_FIELDS}
        return blog_posting(graph, url, fields, seo, self.get_locale(post), own)
