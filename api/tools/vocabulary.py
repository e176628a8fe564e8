"""The tools of this project: few enough that a model chooses well, and short in what they return."""

from api.formats.links import API_PATH
from api.tools.tool import Tool, register_tool

LIST = ("search", "limit", "cursor")
CARD = "_,id,title,html_url,html_path,locale"
LEAN = {"images": "none"}
WHOLE = {**LEAN, "rich_text_format": "markdown"}

OWN_TOOLS = (
    Tool(
        "search_pages",
        f"{API_PATH}pages/",
        ("search", "type", "locale", "limit", "offset"),
        required=("search",),
        fixed={**LEAN, "fields": f"{CARD},type,listing"},
        hint="Find pages of all kinds by words, best first. Read one with read_page.",
    ),
    Tool(
        "read_page",
        f"{API_PATH}markdown/",
        ("path",),
        required=("path",),
        hint="The usual way to read: html_path of any other tool is what path takes.",
    ),
    Tool(
        "list_posts",
        f"{API_PATH}posts/",
        (*LIST, "author", "topic", "tags", "published_on__gte", "published_on__lte", "locale", "order"),
        fixed={**LEAN, "fields": f"{CARD},listing,published_on,authors(name,byline)"},
    ),
    Tool("get_post", f"{API_PATH}posts/{{id}}/", fixed=WHOLE, hint="All fields as JSON; read_page is shorter."),
    Tool(
        "list_events",
        f"{API_PATH}events/",
        (*LIST, "phase", "from", "to", "status", "attendance_mode", "speaker", "host", "topic", "locale", "order"),
        fixed={
            **LEAN,
            "fields": f"{CARD},listing,start,end,date_note,status,status_note,attendance_mode,venue(name,locality)",
        },
        hint="Say what has become of an event: its status may tell that it is postponed or does not take place.",
    ),
    Tool(
        "get_event",
        f"{API_PATH}events/{{id}}/",
        fixed=WHOLE,
        hint="All fields as JSON, such as how to sign up; read_page is shorter.",
    ),
    Tool("list_people", f"{API_PATH}people/", LIST, fixed=LEAN),
    Tool("get_person", f"{API_PATH}people/{{slug}}/", fixed=WHOLE),
    Tool("list_organizations", f"{API_PATH}organizations/", LIST, fixed=LEAN),
    Tool("get_organization", f"{API_PATH}organizations/{{slug}}/", fixed=WHOLE),
    Tool("list_topics", f"{API_PATH}topics/", ("limit", "cursor")),
    Tool(
        "resolve_path",
        f"{API_PATH}resolve/",
        ("path",),
        required=("path",),
        fixed={**LEAN, "fields": CARD},
        hint="For an address that may have moved or gone.",
    ),
    Tool("get_site", f"{API_PATH}site/", fixed=LEAN),
)


def register_own_tools() -> None:
    """Register the tools of this project."""
    for tool in OWN_TOOLS:
        register_tool(tool, own=True)
