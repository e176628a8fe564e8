"""Search documents: their texts, and their updates when content changes."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from wagtail.documents.models import Document
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from pages.models import GuestBlogPost, Image, Person, SearchDocument
from pages.search.documents import LONGEST_TEXT
from pages.search.engines import engine_of
from pages.search.query import MOST_WORDS, Operator, SearchQuery
from pages.search.results import found, ranked, searching
from pages.search.signal_handlers import prepare_engine
from pages.search.snippets import LENGTH, snippet
from pages.search.words import LONGEST_WORD, folded_words
from tests.changes import append_changes
from tests.content import home, make_event, make_image, make_organization, make_person, make_post

pytestmark = pytest.mark.django_db


def search(text: str, model: Any = GuestBlogPost, operator: Operator = Operator.AND) -> list[str]:
    """Return the titles or names of the ranked results, after checking that ``found`` returns the same set."""
    query = SearchQuery.parse(text, operator)
    queryset = model._base_manager.all()
    keys = ranked(queryset, query)
    assert set(keys) == set(found(queryset, query).values_list("pk", flat=True))
    return [str(queryset.get(pk=key)) for key in keys]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź, CAFÉ & Straße", ["lodz", "cafe", "strasse"]),
        ("cafe\u0301", ["cafe"]),
        ("l'avenir — women's", ["l", "avenir", "women", "s"]),
        ("½ 3D snake_case 5-1", ["1", "2", "3d", "snake", "case", "5", "1"]),
        ("気候 правосудие", ["気候", "候", "правосудие"]),
        ("気", ["気"]),
        ("あa語", ["あ", "a", "語"]),
        ("น้ำมัน", ["นํา", "ํามั", "มัน", "น"]),
        ("Klima\u00adschutz\u200bgesetz \u200b", ["klimaschutzgesetz"]),
        ("\u2067שלום\u2069", ["שלום"]),
        ("हिन्दी", ["हिनदी"]),
        ("مُناصَرة", ["مناصرة"]),
        ("\x00 () \" * ' \\ :*&|!", []),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert folded_words(text) == expected


def test_a_query_is_a_bounded_number_of_different_words() -> None:
    assert SearchQuery.parse("Work, work; WÖRK!").words == ("work",)
    assert len(SearchQuery.parse(" ".join(f"w{number}" for number in range(50))).words) == MOST_WORDS
    assert SearchQuery.parse("?!").words == ()


def test_finds_beginnings_of_words_whatever_the_accents() -> None:
    make_post(title="Organizing the Café")
    make_post(title="Another")
    assert search("cafe") == ["Organizing the Café"]
    assert search("ORGANIZ caf") == ["Organizing the Café"]
    assert search("órganiz") == ["Organizing the Café"]
    assert search("afe") == []
    assert search("café another") == []
    assert set(search("café another", operator=Operator.OR)) == {"Organizing the Café", "Another"}
    assert search("") == search("*") == []


def test_title_counts_more_than_text_and_whole_words_more_than_beginnings() -> None:
    make_post(title="Text only", intro="<p>On rivers.</p>")
    make_post(title="Rivers")
    make_post(title="Riversideness")
    assert search("rivers")[0] == "Rivers"
    assert search("rivers")[-1] == "Text only"


def test_of_equal_matches_the_newest_comes_first() -> None:
    for number in range(3):
        make_post(title=f"Same {number}", slug=f"same-{number}", intro="<p>Equal words</p>")
    assert search("equal") == ["Same 2", "Same 1", "Same 0"]


def test_every_public_text_is_found() -> None:
    make_post(
        title="Alpha",
        subtitle="bravo",
        summary="charlie",
        intro="<p>delta</p>",
        body=[
            ("paragraph", "<p>echo <b>fox</b>trot</p>"),
            ("heading", {"text": "golf", "level": 2}),
            ("quote", {"text": "hotel", "attribution": "Somebody"}),
            ("callout", {"tone": "info", "title": "india", "text": "<p>juliett</p>"}),
        ],
    )
    for word in ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"]:
        assert search(word) == ["Alpha"], word
    make_event(title="Rally", venue_name="Union Hall", venue_locality="Springfield", rsvp_email="mike@example.org")
    assert search("springfield hall", Page) == ["Rally"]
    assert search("mike", Page) == []


def test_records_images_and_documents_are_found_but_not_by_notes_for_colleagues() -> None:
    make_person("Ada Writer", job_title="Poet", bio="<p>Lives by the sea.</p>", internal_note="secretive")
    make_organization("Example Union", short_name="EXU", description="<p>Nurses</p>", internal_note="secretive")
    make_image("Harbor", alt="boats", description="secretive")
    assert search("ada poet sea", Person) == ["Ada Writer"]
    assert search("secretive", Person) == []
    assert search("harbor boats", Image) == ["Harbor"]
    assert search("secretive", Image) == []
    assert search("harbor", Document) == []


def test_a_draft_of_a_live_page_is_not_found_until_published() -> None:
    post = make_post(title="Live title", intro="<p>live words</p>")
    post.title, post.intro = "Draft title", "<p>unseen words</p>"
    revision = post.save_revision()
    assert search("unseen") == search("draft") == []
    assert search("live words") == ["Live title"]
    revision.publish()
    assert search("unseen words draft") == ["Draft title"]
    assert search("live") == []


def test_a_change_that_is_rolled_back_changes_nothing() -> None:
    post = make_post(title="Kept")
    with pytest.raises(RuntimeError), transaction.atomic():
        post.title = "Lost"
        post.save()
        assert search("lost") == ["Lost"]
        raise RuntimeError
    assert search("lost") == []
    assert search("kept") == ["Kept"]


def test_saving_through_the_base_class_writes_the_whole_document() -> None:
    post = make_post(title="Before", intro="<p>introduction</p>")
    base = Page.objects.get(pk=post.pk)
    base.title = "After"
    base.save()
    assert search("after introduction") == ["After"]
    assert search("before") == []


@pytest.mark.slow
@pytest.mark.parametrize("through", ["page", "base", "queryset", "parent"])
def test_what_is_deleted_leaves_no_document(through: str) -> None:
    post = make_post(title="Doomed")
    deletes: dict[str, Callable[[], Any]] = {
        "page": post.delete,
        "base": lambda: Page.objects.get(pk=post.pk).delete(),
        "queryset": lambda: Page.objects.filter(pk=post.pk).delete(),
        "parent": lambda: home().delete(),
    }
    deletes[through]()
    assert not SearchDocument.objects.filter(kind="page", object_id=post.pk).exists()
    assert words_kept_for("doomed") == 0


def words_kept_for(word: str) -> int:
    return SearchDocument.objects.filter(object_id__in=engine_of().keys("page", SearchQuery((word,)))).count()


def test_a_copy_and_an_alias_have_documents_of_their_own() -> None:
    post = make_post(title="Original", intro="<p>shared</p>")
    post.copy(update_attrs={"title": "Copy", "slug": "copy"})
    post.create_alias(update_slug="alias")
    assert sorted(search("shared")) == ["Copy", "Original", "Original"]


def test_rebuilding_repairs_everything(capsys: pytest.CaptureFixture[str]) -> None:
    post = make_post(title="First")
    GuestBlogPost.objects.filter(pk=post.pk).update(title="Written outside")
    SearchDocument.objects.create(kind="page", object_id=post.pk + 1000, title="Ghost", text="")
    call_command("rebuild_search")
    assert search("outside") == ["Written outside"]
    assert search("first") == []
    assert not SearchDocument.objects.filter(title="Ghost").exists()
    assert "guest posts: 1 of 1" in capsys.readouterr().out


def test_records_can_be_dumped_and_loaded(tmp_path: Path) -> None:
    make_person("Ada Writer")
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "pages.person", "pages.searchdocument", "wagtailcore.revision", output=str(dump))
    Person.objects.all().delete()
    assert search("ada", Person) == []
    call_command("loaddata", str(dump), verbosity=0)
    call_command("rebuild_search", stdout=StringIO())
    assert search("ada", Person) == ["Ada Writer"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["word " * 60_000, "".join(chr(0x4E00 + n % 20_000) for n in range(150_000)), "x" * 300_000]
)
def test_an_endless_text_can_be_published_and_found(text: str) -> None:
    make_post(title="Long", intro=f"<p>start {text}</p>")
    assert search("start long") == ["Long"]
    assert len(SearchDocument.objects.get(title="Long").text) == LONGEST_TEXT


@pytest.mark.slow
def test_the_cost_of_a_search_does_not_depend_on_what_it_finds(django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_post(title=f"Many {number}", slug=f"many-{number}")
    make_post(title="Single")
    for text in ("single", "many"):
        with django_assert_num_queries(2):
            assert ranked(GuestBlogPost.objects.all(), SearchQuery.parse(text))


def test_what_exists_is_not_made_again_by_the_next_migration() -> None:
    engine = engine_of(connection)
    for _ in range(2):
        # What Django does after each `migrate`.
        engine.prepare(["page"])
    make_post(title="Barley")
    assert search("barley") == ["Barley"]


def test_the_database_uses_its_index() -> None:
    texts = {key: ("frequent", f"number{key}") for key in range(10_000, 12_000)}
    SearchDocument.objects.bulk_create(
        SearchDocument(kind="page", object_id=key, title=title, text=text) for key, (title, text) in texts.items()
    )
    engine_of().write("page", texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pages_searchdocument")
    index = "pages_searchdocument_words" if connection.vendor == "postgresql" else "VIRTUAL TABLE INDEX"
    with searching():
        for word in ("frequent", "number10001"):
            keys = engine_of().keys("page", SearchQuery((word,)))
            assert index in SearchDocument.objects.filter(object_id__in=keys).explain()


def test_snippet_shows_the_part_with_most_of_the_words() -> None:
    match = "The rivers flood the old town & its <b>walls</b>. "
    text = "Rivers are long. " + "Filler words go on. " * 40 + match + "More. " * 80
    cut = snippet(text, SearchQuery.parse("river town"))
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert "The <mark>rivers</mark> flood the old <mark>town</mark> &amp; its &lt;b&gt;walls&lt;/b&gt;" in cut
    assert len(cut.replace("<mark>", "").replace("</mark>", "")) < LENGTH + 40


def test_snippet_of_a_short_text_is_all_of_it() -> None:
    assert snippet("Café & co", SearchQuery.parse("cafe")) == "<mark>Café</mark> &amp; co"
    assert snippet("Nothing here", SearchQuery.parse("title")) == "Nothing here"
    assert snippet("", SearchQuery.parse("title")) == ""


def test_snippet_without_a_match_is_the_beginning() -> None:
    text = "One sentence. " * 40
    assert snippet(text, SearchQuery.parse("absent")) == ("One sentence. " * 17).strip()


@pytest.mark.parametrize("text", ["x" * 2000, "\u4e00" * 2000, "a " * 2000, "<" * 2000, "&" * 500 + " a " + "&" * 500])
def test_snippet_of_odd_texts_is_short(text: str) -> None:
    cut = snippet(text, SearchQuery.parse("a \u4e00 x"))
    for tag in ("<mark>", "</mark>"):
        cut = cut.replace(tag, "")
    assert len(cut.replace("&lt;", "<").replace("&amp;", "&")) <= LENGTH + 2


def test_storing_a_draft_indexes_nothing_and_publishing_it_does() -> None:
    image = make_image()
    for thing, name, picture in (
        (make_post(title="Heatwave"), "title", "feature_image"),
        (make_person("Ada Writer"), "name", "photo"),
    ):
        frosty = Q(title__contains="frost") | Q(body__contains="frost")
        entries = IndexEntry.objects.filter(frosty, object_id=str(thing.pk))
        references = ReferenceIndex.get_references_for_object(thing).filter(to_object_id=str(image.pk))
        setattr(thing, name, "Hard frost")
        setattr(thing, picture, image)
        append_changes()
        with (
            patch.object(ReferenceIndex, "create_or_update_for_object") as referred,
            patch("pages.search.signal_handlers.write_documents") as written,
            patch("modelsearch.index.insert_or_update_object") as indexed,
        ):
            revision = thing.save_revision()
            append_changes()
        assert not (referred.called or written.called or indexed.called), thing
        revision.publish()
        append_changes()
        assert (references.count(), entries.count()) == (1, 1), thing
        # The row that was published is another object.
        type(thing).objects.get(pk=thing.pk).delete()
        assert (references.count(), entries.count()) == (0, 0), thing


def test_preparing_the_engine_again_keeps_what_it_has() -> None:
    """Every ``migrate`` does it."""
    make_person("Zelda Repeat")
    prepare_engine()
    assert search("zelda", Person) == ["Zelda Repeat"]
