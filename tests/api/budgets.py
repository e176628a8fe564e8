"""How many statements each endpoint may send to the database, whatever it is asked."""

#: By route: what was measured, and room for what chance did not ask together, such as a search with all fields.
STATEMENTS: dict[str, int] = {
    "api/v2/": 0,
    "api/v2/(?:.*/)?$": 5,
    "api/v2/changes/": 18,
    "api/v2/documents/": 7,
    "api/v2/documents/<key:key>/": 6,
    "api/v2/documents/find/": 6,
    "api/v2/events/": 16,
    "api/v2/events/<key:key>/": 11,
    "api/v2/events/find/": 11,
    "api/v2/images/": 7,
    "api/v2/images/<key:key>/": 6,
    "api/v2/images/find/": 6,
    "api/v2/organization/": 12,
    "api/v2/organizations/": 13,
    "api/v2/organizations/<slug>/": 12,
    "api/v2/pages/": 16,
    "api/v2/pages/<key:key>/": 11,
    "api/v2/pages/find/": 11,
    "api/v2/people/": 13,
    "api/v2/people/<slug>/": 14,
    "api/v2/posts/": 16,
    "api/v2/posts/<key:key>/": 11,
    "api/v2/posts/find/": 11,
    # Where a draft shows records that are not public, what the live version lacks is read too.
    "api/v2/preview/": 48,
    "api/v2/redirects/": 6,
    "api/v2/redirects/<key:key>/": 7,
    "api/v2/redirects/find/": 8,
    "api/v2/resolve/": 14,
    "api/v2/schema/": 0,
    "api/v2/site/": 13,
    "api/v2/tags/": 7,
    "api/v2/topics/": 7,
    "api/v2/urls/": 5,
    # Beside the API: the images, and what is no address at all, which Wagtail looks up among pages and redirects.
    "images/<str:identifier>/<str:version>/<str:spec>/<str:file_name>": 5,
    "^((?:[\\w\\-]+/)*)$": 7,
}

#: How many kilobytes a response may have before compression, by route, with the content of the tests.
KILOBYTES: dict[str, int] = {}
#: How long the database may work for one response, and how many blocks of memory it may read. Both are many times what
#: was measured, so that no busy machine matters: what is looked for takes a thousand times as long.
DATABASE_MILLISECONDS = 1000
BUFFERS = 50_000
