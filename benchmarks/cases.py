"""The cases that are measured, one line each. Paths are relative to ``/api/v2/``, or to the root of Wagtail API v2.

``benchmarks.places`` finds the values of ``{names}`` in the database.
"""

from dataclasses import dataclass

#: Omits the fields without a counterpart in Wagtail API v2.
SHARED_BY_PAGES = "-breadcrumbs,-translations,-seo,-json_ld,-listing,-toc,-related"
SHARED_BY_EVENTS = f"{SHARED_BY_PAGES},-about,-calendar_url,-phase,-phase_changes_at,-accessibility,-previous_starts"

POSTS = "pages/?type=pages.GuestBlogPost&limit=20"
EVENTS = "pages/?type=pages.EventPage&limit=20"
POSTS_SHARED = f"{POSTS}&fields=*,{SHARED_BY_PAGES}"
EVENTS_SHARED = f"{EVENTS}&fields=*,{SHARED_BY_EVENTS}"
#: What the reference frontend asks for, and the same of Wagtail's.
CARD_FIELDS = (
    "_,id,type,html_path,title,listing,start,end,all_day,date_note,status,venue(name,locality,note),attendance_mode"
)
CARDS = f"events/?limit=20&fields={CARD_FIELDS}"
STOCK_CARDS = f"{EVENTS}&fields=_,id,type,title,summary,feature_image,starts_at,ends_at,all_day,date_note,status"


@dataclass(frozen=True)
class Case:
    """The requests that are compared.

    ``bare`` names the response of the bare view, which is a copy of that of ``ours``. Cases can share it.
    """

    name: str
    ours: str
    stock: str
    bare: str
    #: Our server: ``cold`` builds every response, ``stored`` keeps responses in memory, ``redis`` in Redis.
    server: str = "cold"
    #: Whether ``{post}`` stands for each of a thousand posts in turn.
    rotating: bool = False
    #: Whether requests to ours have the ETag of its last response.
    conditional: bool = False
    note: str = ""


CASES = (
    Case("one post, stored", "pages/{post}/", "pages/{post}/", "detail", server="stored"),
    Case("one post, stored in Redis", "pages/{post}/", "pages/{post}/", "detail", server="redis"),
    Case("1,000 posts in turn, stored", "pages/{post}/", "pages/{post}/", "detail", server="stored", rotating=True),
    Case(
        *("one post, not changed (304)", "pages/{post}/", "pages/{post}/", "detail"),
        server="stored",
        conditional=True,
        note="The others return 200: they have no ETags.",
    ),
    Case("one post, all fields", "pages/{post}/", "pages/{post}/", "detail"),
    Case("one post, shared fields", f"pages/{{post}}/?fields={SHARED_BY_PAGES}", "pages/{post}/", "detail_shared"),
    Case("20 posts, stored", POSTS_SHARED, f"{POSTS}&fields=*", "posts", server="stored"),
    Case("20 posts, stored in Redis", POSTS_SHARED, f"{POSTS}&fields=*", "posts", server="redis"),
    Case("20 posts, shared fields", POSTS_SHARED, f"{POSTS}&fields=*", "posts"),
    Case("20 events, stored", EVENTS_SHARED, f"{EVENTS}&fields=*", "events", server="stored"),
    Case("20 events, shared fields", EVENTS_SHARED, f"{EVENTS}&fields=*", "events"),
    Case("20 events, basic images", f"{EVENTS_SHARED}&images=basic", f"{EVENTS}&fields=*", "events_basic"),
    Case("20 events, default fields", "events/?limit=20", f"{EVENTS}&fields=*", "events_default"),
    Case(
        *("20 events, default, basic images", "events/?limit=20&images=basic", f"{EVENTS}&fields=*"),
        "events_default_basic",
    ),
    Case("20 events, cards", CARDS, STOCK_CARDS, "cards"),
    Case("20 events, cards, basic images", f"{CARDS}&images=basic", STOCK_CARDS, "cards_basic"),
    Case(
        *("find by path", "pages/find/?html_path={html_path}", "pages/find/?html_path={html_path}", "detail"),
        note="Ours returns the page, Wagtail's a redirect to it.",
    ),
    Case(
        *("resolve a path", "resolve/?path={html_path}", "pages/find/?html_path={html_path}", "resolve"),
        note="As above; ours also finds redirects and deleted pages.",
    ),
    Case("search, a word in 5 % of pages", "pages/?search={word}", "pages/?search={word}", "search"),
    Case(
        *("deep page, shared fields", f"{POSTS_SHARED}&cursor={{cursor}}"),
        *(f"{POSTS}&fields=*&offset={{offset}}", "deep"),
        note="The same 20 posts: ours by cursor, Wagtail's by offset, which counts as well.",
    ),
)
