"""One front door: pages, redirects, what is gone and what never was."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from pages.models import HomePage, SectionPage
from tests.content import add, home, make_event, make_post, make_section, publish, translate
from tests.published import add_published

Resolve = Callable[..., Any]
OTHER = "other.example.org"
LANGUAGES = [("en", "English"), ("de", "German")]


@pytest.fixture
def resolve(client: Client) -> Resolve:
    """Return the response of ``resolve`` to a path, after checking the status."""

    def ask(path: str | None, expected: int = 200, **query: Any) -> Any:
        response = client.get("/api/v2/resolve/", query if path is None else {"path": path, **query})
        assert response.status_code == expected, response.content
        return response.json()

    return ask


@pytest.fixture
def news() -> SectionPage:
    return make_section(title="News")


@pytest.fixture
def german(settings: Any) -> Locale:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
    return Locale.objects.create(language_code="de")


@pytest.fixture
def other() -> Site:
    front = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
    return Site.objects.create(hostname=OTHER, port=443, root_page=front)


def own_site() -> Site:
    found: Site = Site.objects.get(is_default_site=True)
    return found


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def expire(page: Page) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())


def redirect(old_path: str, target: Any, **fields: Any) -> Redirect:
    return Redirect.add_redirect(old_path, target, **fields)


def leads_to(answer: Any) -> str:
    assert answer["outcome"] == "redirect", answer
    assert answer["status"] == (301 if answer["permanent"] else 302)
    assert set(answer) == {"outcome", "location", "permanent", "status"}
    location: str = answer["location"]
    return location


def suggested(answer: Any) -> list[int]:
    assert answer["outcome"] in ("gone", "not_found"), answer
    assert set(answer) == {"outcome", "suggestions"}
    return [link["id"] for link in answer["suggestions"]]


# Pages


def test_a_page_is_its_detail(resolve: Resolve, client: Client, news: SectionPage) -> None:
    post = make_post(news, "Hello")
    detail = client.get(f"/api/v2/pages/{post.pk}/").json()
    assert resolve("/news/hello/") == {"outcome": "page", "page": detail}


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        *("/news/hello/", "/news/hello", "news/hello", "news/hello/", "//news//hello//", " /news/hello/ "),
        *("/news/hello/?", "/news/hello?utm=1&x=2", "/news/hello/#part", "/news/hello?x=1#part", "/news/hel%6Co/"),
        "/news%2Fhello",
    ],
)
def test_a_page_is_found_as_users_write_its_path(path: str, resolve: Resolve, news: SectionPage) -> None:
    post = make_post(news, "Hello")
    answer = resolve(path)
    assert (answer["outcome"], answer["page"]["id"]) == ("page", post.pk)


@pytest.mark.parametrize("path", ["/", "", "//", "?x=1", "#top"])
def test_the_front_page(path: str, resolve: Resolve) -> None:
    assert resolve(path)["page"]["id"] == home().pk


@pytest.mark.parametrize("path", ["/notícias/", "/not%C3%ADcias", "/not%c3%adcias/"])
def test_letters_with_accents(path: str, resolve: Resolve) -> None:
    section = make_section(title="Notícias", slug="notícias")
    assert resolve(path)["page"]["id"] == section.pk


def test_a_page_takes_the_parameters_of_details(resolve: Resolve, client: Client, news: SectionPage) -> None:
    post = make_post(news, "Hello", intro="<p>Some <b>words</b></p>")
    query = {"fields": "_,id,intro", "rich_text_format": "markdown", "crops": "card"}
    page = resolve("/news/hello/", **query)["page"]
    assert page == {"id": post.pk, "intro": "Some **words**\n\n"}
    resolve("/news/hello/", expected=400, fields="nonsense")
    resolve("/news/hello/", expected=400, search="x")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/News/Hello/", "/NEWS/hello", "news/HELLO/"])
def test_other_capitals_lead_to_the_page(path: str, resolve: Resolve, news: SectionPage) -> None:
    make_post(news, "Hello")
    answer = resolve(f"{path}?b=2&a=1#part")
    assert leads_to(answer) == "/news/hello/?b=2&a=1#part"
    assert answer["permanent"] is True


def test_accents_sent_apart_from_their_letters_lead_to_the_page(resolve: Resolve) -> None:
    make_section(title="Notícias", slug="notícias")
    assert leads_to(resolve("/noti\u0301cias/")) == "/not%C3%ADcias/"
    assert leads_to(resolve("/NOT%C3%8DCIAS/")) == "/not%C3%ADcias/"


def test_the_very_capitals_come_first(resolve: Resolve) -> None:
    small, large = make_section(title="Small", slug="about"), make_section(title="Large", slug="About")
    assert resolve("/About/")["page"]["id"] == large.pk
    assert resolve("/about/")["page"]["id"] == small.pk
    assert leads_to(resolve("/ABOUT/")) == "/about/"


def test_a_wildcard_of_the_database_is_a_letter(resolve: Resolve, news: SectionPage) -> None:
    redirect("/new_", "https://example.org/")
    for path in ("/n_ws/", "/%25/", "/n%25/", "/news_", "/newx"):
        assert resolve(path)["outcome"] == "not_found", path


# What is asked


@pytest.mark.parametrize(
    ("path", "code"),
    [(None, "missing"), ("/" + "x" * 2000, "too_large"), ("/a\0", "malformed"), ("/a%00b", "malformed")],
)
def test_what_is_no_path_is_refused(path: str | None, code: str, resolve: Resolve) -> None:
    (error,) = resolve(path, expected=400)["errors"]
    assert (error["parameter"], error["code"]) == ("path", code)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/" + "x" * 1999,
            "/a" * 999,
            "/%",
            "/%zz",
            "/%ff",
            "/[",
            "//[",
            "/]",
            "/:80",
            "http://[",
            "https://www.example.org/",
        ),
        *(
            "/..",
            "/../..",
            "\\\\evil",
            "/;a;b",
            ";",
            "/a;b?c;d",
            "/?&&==",
            "/a?%",
            "/\ud7ff",
            "/\u0130",
            "/ß",
            "😀",
            "\n",
            "/a\tb",
        ),
        *("/" + "%C3" * 600, "/a?" + "b&" * 900, "/_", "/%2e%2e/", "mailto:x@example.org", "javascript:alert(1)"),
    ],
)
def test_every_well_formed_path_has_a_response(path: str, resolve: Resolve) -> None:
    redirect("/somewhere", "https://example.org/")
    assert resolve(path)["outcome"] in ("page", "not_found")


@pytest.mark.parametrize("fields", ["a(b", ")", "a,,b"])
def test_fields_are_checked_even_where_there_is_no_page(fields: str, resolve: Resolve) -> None:
    (error,) = resolve("/nothing/", expected=400, fields=fields)["errors"]
    assert (error["parameter"], error["code"]) == ("fields", "malformed")


def test_requests_write_nothing(resolve: Resolve, news: SectionPage) -> None:
    redirect("/away", "https://example.org/")
    news.unpublish()
    with CaptureQueriesContext(connection) as captured:
        for path in ("/", "/away", "/news/", "/nothing/"):
            resolve(path)
    words = {query["sql"].lstrip("(").split()[0].upper() for query in captured}
    assert words <= {"SELECT", "SAVEPOINT", "RELEASE", "SET"}


# Redirects


def test_a_redirect_to_a_page(resolve: Resolve, news: SectionPage) -> None:
    redirect("/old", news)
    answer = resolve("/old/")
    assert answer == {"outcome": "redirect", "location": "/news/", "permanent": True, "status": 301}


def test_a_temporary_redirect(resolve: Resolve, news: SectionPage) -> None:
    redirect("/old", news, is_permanent=False)
    answer = resolve("/old")
    assert (leads_to(answer), answer["status"]) == ("/news/", 302)


def test_a_redirect_to_a_route_of_a_page(resolve: Resolve, news: SectionPage) -> None:
    redirect("/old", news, page_route_path="/archive/2024/")
    assert leads_to(resolve("/old")) == "/news/archive/2024/"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/old/?a=1&b=2", "/news/?a=1&b=2"),
        ("/old?b=2&a=1", "/news/?b=2&a=1"),
        ("/old/#part", "/news/#part"),
        ("/old?x#part", "/news/?x#part"),
        ("/old?x=é ü", "/news/?x=%C3%A9%20%C3%BC"),
        ("/old?x=\r\nSet-Cookie:a", "/news/?x=%0D%0ASet-Cookie:a"),
        ("//old//", "/news/"),
        ("old", "/news/"),
        ("/%6Fld", "/news/"),
        ("/old;session=1", "/news/"),
    ],
)
def test_what_follows_the_path_is_kept(asked: str, location: str, resolve: Resolve, news: SectionPage) -> None:
    redirect("/old", news)
    assert leads_to(resolve(asked)) == location


@pytest.mark.parametrize(
    ("link", "location"),
    [
        ("https://elsewhere.example.org", "https://elsewhere.example.org/?a=1"),
        ("https://elsewhere.example.org/x", "https://elsewhere.example.org/x?a=1"),
        ("http://elsewhere.example.org:8080/x?y=1", "http://elsewhere.example.org:8080/x?y=1&a=1"),
        ("https://elsewhere.example.org/x#there", "https://elsewhere.example.org/x?a=1#there"),
        ("https://elsewhere.example.org//x//", "https://elsewhere.example.org//x//?a=1"),
        ("HTTPS://Elsewhere.example.org/", "https://Elsewhere.example.org/?a=1"),
    ],
)
def test_a_redirect_to_another_address(link: str, location: str, resolve: Resolve) -> None:
    redirect("/away", link)
    assert leads_to(resolve("/away?a=1")) == location


@pytest.mark.parametrize(
    "link",
    [
        *(
            "javascript:alert(1)",
            "mailto:a@example.org",
            "ftp://example.org/",
            "data:text/html,x",
            "//evil.example.org/",
        ),
        *(
            "/\\evil.example.org",
            "\\\\evil.example.org",
            "https:/evil",
            "https:evil",
            "http://",
            "https://a b/",
            "news",
        ),
        *("https://[", "https://example.org:99999/", "https://example.org\\@evil.example.org/", "file:///etc/passwd"),
    ],
)
def test_a_redirect_to_what_is_not_the_web_does_not_exist(link: str, resolve: Resolve) -> None:
    redirect("/away", link)
    assert resolve("/away")["outcome"] == "not_found"


@pytest.mark.slow
@pytest.mark.parametrize(
    "link",
    [
        *("/news/", "/news", "https://www.example.org/news", "http://www.example.org/news/", "/News/"),
        *("https://WWW.example.org:443/news", "https://www.example.org//news//"),
    ],
)
def test_a_link_to_the_site_itself_is_a_path(link: str, resolve: Resolve, news: SectionPage) -> None:
    redirect("/old", link)
    assert leads_to(resolve("/old?a=1")) == "/news/?a=1"


@pytest.mark.parametrize("link", ["/donate", "https://www.example.org/donate"])
def test_a_link_to_a_path_of_the_frontend_leads_there(link: str, resolve: Resolve) -> None:
    redirect("/give", link)
    assert leads_to(resolve("/give?a=1")) == "/donate?a=1"
    # It does not tell whether there is something that is not public.
    draft = add(home(), SectionPage(title="Donate"))
    assert leads_to(resolve("/give?a=1")) == "/donate?a=1"
    publish(draft)
    assert leads_to(resolve("/give?a=1")) == "/donate/?a=1"


def test_the_address_of_another_site_stays_absolute(resolve: Resolve, other: Site) -> None:
    redirect("/them", f"https://{OTHER}/")
    assert leads_to(resolve("/them")) == f"https://{OTHER}/"
    redirect("/us", "https://www.example.org/", site=other)
    assert leads_to(resolve("/us", site=OTHER)) == "https://www.example.org/"


def test_two_sites_of_one_host_are_distinguished_by_their_ports(resolve: Resolve, other: Site) -> None:
    Site.objects.filter(pk=other.pk).update(hostname="www.example.org", port=80)
    redirect("/plain", "http://www.example.org/")
    redirect("/own", "https://www.example.org/")
    query = {"site": "www.example.org:443"}
    assert leads_to(resolve("/plain", **query)) == "http://www.example.org/"
    assert leads_to(resolve("/own", **query)) == "/"


def test_the_site_s_own_redirect_comes_before_one_of_all_sites(resolve: Resolve, other: Site) -> None:
    redirect("/old", "https://example.org/all")
    redirect("/old", "https://example.org/own", site=own_site())
    redirect("/old", "https://example.org/others", site=other)
    assert leads_to(resolve("/old")) == "https://example.org/own"
    assert leads_to(resolve("/old", site=OTHER)) == "https://example.org/others"
    Redirect.objects.filter(site=other).delete()
    assert leads_to(resolve("/old", site=OTHER)) == "https://example.org/all"


def test_a_redirect_of_another_site_does_not_exist(resolve: Resolve, other: Site) -> None:
    redirect("/old", "https://example.org/", site=other)
    assert resolve("/old")["outcome"] == "not_found"


def test_a_redirect_from_a_query_comes_before_one_from_the_path_alone(resolve: Resolve) -> None:
    redirect("/index.php?page=2&id=1", "https://example.org/query")
    redirect("/index.php", "https://example.org/own-site", site=own_site())
    assert leads_to(resolve("/index.php?id=1&page=2")) == "https://example.org/query?id=1&page=2"
    assert leads_to(resolve("/index.php?id=2")) == "https://example.org/own-site?id=2"
    assert leads_to(resolve("/index.php")) == "https://example.org/own-site"


def test_a_redirect_from_a_query_comes_before_the_page_at_the_path(resolve: Resolve) -> None:
    post = make_post(title="Hello")
    redirect("/?p=12", post)
    redirect("/?page_id=5", home())
    redirect("/hello?print=1", "https://example.org/print")
    assert leads_to(resolve("/?p=12")) == "/hello/?p=12"
    assert leads_to(resolve("/hello/?print=1")) == "https://example.org/print?print=1"
    for path in ("/", "/?p=13", "/?p=12&x=1", "/?page_id=5", "/hello/?p=12"):
        assert resolve(path)["outcome"] == "page"
    post.unpublish()
    assert resolve("/?p=12")["outcome"] == "page"


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/old page", "/old%20page/"),
        ("/old%20page", "/old page"),
        ("/Über-uns", "/%C3%9Cber-uns"),
        ("/%C3%9Cber-uns", "/Über-uns/"),
        ("/Old/Page.aspx", "/old/page.aspx"),
        ("/old/page.aspx", "/OLD/Page.ASPX"),
        ("/über", "/ÜBER"),
        ("/Über-uns", "/über-uns"),
        ("/u\u0308ber-uns", "/\u00fcber-uns"),
        ("/\u00dcber-uns", "/u\u0308ber-uns"),
        ("/ЖЩ-ЮЯ", "/жщ-юя"),
        ("/a;c;b", "/a;b;c"),
        ("/a%3Fb", "/a%3Fb"),
    ],
)
def test_a_redirect_is_found_however_its_path_is_written(stored: str, asked: str, resolve: Resolve) -> None:
    redirect(stored, "https://example.org/")
    assert leads_to(resolve(asked)) == "https://example.org/"


def test_a_page_comes_before_a_redirect_from_its_path(resolve: Resolve, news: SectionPage) -> None:
    redirect("/news", "https://example.org/", site=own_site())
    assert resolve("/news/?x=1")["page"]["id"] == news.pk


def test_a_redirect_from_the_very_path_comes_before_a_page_with_other_capitals(
    resolve: Resolve, news: SectionPage
) -> None:
    redirect("/NEWS", "https://example.org/")
    assert leads_to(resolve("/NEWS/")) == "https://example.org/"
    assert leads_to(resolve("/News/")) == "/news/"


def test_redirects_are_followed_to_the_end(resolve: Resolve, news: SectionPage) -> None:
    redirect("/one", "/two?b=2")
    redirect("/two", "https://www.example.org/Three/")
    redirect("/three", news)
    answer = resolve("/one?a=1")
    assert (leads_to(answer), answer["status"]) == ("/news/?b=2&a=1", 301)
    Redirect.objects.filter(old_path="/two").update(is_permanent=False)
    assert resolve("/one")["status"] == 302
    redirect("/zero", "/one")
    Redirect.objects.filter(old_path="/three").update(redirect_page=None, redirect_link="https://example.org/")
    assert leads_to(resolve("/zero")) == "https://example.org/?b=2"


@pytest.mark.parametrize(
    "links",
    [
        {"/a": "/a"},
        {"/a": "/a/"},
        {"/a": "/A"},
        {"/a": "/a?x=1"},
        {"/a": "http://www.example.org/a"},
        {"/a": "/b", "/b": "/a"},
        {"/a": "/b?y=1", "/b": "/c", "/c": "/a?z=1"},
        {"/a": "/b", "/b": "/c", "/c": "/b"},
    ],
)
def test_a_loop_leads_nowhere(links: dict[str, str], resolve: Resolve) -> None:
    for old_path, link in links.items():
        redirect(old_path, link)
    assert resolve("/a")["outcome"] == "not_found"


def test_a_way_out_of_a_loop_is_taken(resolve: Resolve, news: SectionPage) -> None:
    redirect("/a", "/b", site=own_site())
    redirect("/b", "/a", site=own_site())
    redirect("/b", news)
    assert leads_to(resolve("/a")) == "/news/"
    Redirect.objects.filter(redirect_page=news).delete()
    redirect("/a", "/elsewhere")
    assert leads_to(resolve("/a")) == "/elsewhere"


def test_a_chain_without_end_leads_nowhere_at_a_bounded_cost(resolve: Resolve) -> None:
    for number in range(60):
        redirect(f"/step-{number}", f"/step-{number + 1}")
    with CaptureQueriesContext(connection) as captured:
        assert resolve("/step-0")["outcome"] == "not_found"
    assert len(captured) < 60
    assert leads_to(resolve("/step-45")) == "/step-60"


# What is not public


@pytest.mark.slow
@pytest.mark.parametrize("hide", [restrict, expire, SectionPage.unpublish])
def test_a_redirect_to_what_is_not_public_is_as_if_it_did_not_exist(hide: Any, resolve: Resolve) -> None:
    hidden = make_section(title="Hidden")
    redirect("/old", hidden, site=own_site())
    assert leads_to(resolve("/old")) == "/hidden/"
    hide(hidden)
    never = resolve("/odd")
    assert resolve("/old") == never
    assert never["outcome"] == "not_found"
    redirect("/old", "https://example.org/")
    assert leads_to(resolve("/old")) == "https://example.org/"


def test_a_site_whose_home_page_is_restricted_has_no_redirects(resolve: Resolve) -> None:
    redirect("/old", make_section(title="Hidden"), site=own_site())
    redirect("/away", "https://example.org/")
    restrict(home())
    assert resolve("/old") == resolve("/away") == resolve("/odd")
    assert resolve("/odd")["outcome"] == "not_found"


def test_a_redirect_to_a_page_of_another_site_is_as_if_it_did_not_exist(resolve: Resolve, other: Site) -> None:
    theirs = make_section(other.root_page.specific, "Theirs")
    redirect("/old", theirs)
    assert resolve("/old")["outcome"] == "not_found"
    assert leads_to(resolve("/old", site=OTHER)) == "/theirs/"


def draft() -> Page:
    return add(home(), SectionPage(title="Hidden"))


def scheduled() -> Page:
    page = draft()
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    return page


def private() -> Page:
    page = make_section(title="Hidden")
    restrict(page)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [draft, scheduled, private])
def test_what_was_never_public_is_as_what_never_was(hidden: Any, resolve: Resolve) -> None:
    never = resolve("/hidden/")
    assert (never["outcome"], suggested(never)) == ("not_found", [home().pk])
    page = hidden()
    assert resolve("/hidden/") == never
    assert resolve("/Hidden") == never
    page.delete()
    assert resolve("/hidden/") == never


def test_a_page_of_another_site_is_not_there(resolve: Resolve, other: Site) -> None:
    theirs = make_section(other.root_page.specific, "Theirs")
    assert suggested(resolve("/theirs/")) == [home().pk]
    assert resolve("/theirs/", site=OTHER)["page"]["id"] == theirs.pk
    assert suggested(resolve("/nothing/", site=OTHER)) == [other.root_page_id]


@pytest.mark.slow
def test_a_page_of_a_site_inside_the_site_is_not_there(resolve: Resolve) -> None:
    chapter = make_section(title="Chapter")
    event = make_event(chapter, "Meeting")
    Site.objects.create(hostname=OTHER, port=443, root_page=chapter)
    assert resolve("/meeting/", site=OTHER)["page"]["id"] == event.pk
    expire(event)
    assert resolve("/meeting/", site=OTHER)["outcome"] == "gone"
    never = make_section(title="Another")
    Site.objects.create(hostname="another.example.org", port=443, root_page=never)
    inner = make_section(never, "Inner")
    expire(inner)
    assert resolve("/another/inner/")["outcome"] == "not_found"


def test_without_a_site_there_is_nothing(resolve: Resolve) -> None:
    redirect("/old", "https://example.org/")
    Site.objects.update(is_default_site=False)
    for path in ("/", "/old", "/nothing/"):
        assert resolve(path) == {"outcome": "not_found", "suggestions": []}


# What is gone


def test_a_page_that_was_taken_down_is_gone(resolve: Resolve, news: SectionPage) -> None:
    post = make_post(news, "Hello")
    post.unpublish()
    assert suggested(resolve("/news/hello/")) == [news.pk]
    for path in ("/news/hello", "/News/Hello/?x=1", "//news/hello#x", "/news/hell%6F"):
        assert resolve(path)["outcome"] == "gone"
    publish(type(post).objects.get(pk=post.pk))
    assert resolve("/news/hello/")["page"]["id"] == post.pk


def test_an_expired_page_is_gone_while_no_ticker_runs(resolve: Resolve, news: SectionPage) -> None:
    expire(news)
    assert resolve("/news/")["outcome"] == "gone"
    assert resolve("/News/")["outcome"] == "gone"
    restrict(news)
    assert resolve("/news/")["outcome"] == "not_found"


def test_what_is_below_a_page_that_has_gone_is_not_gone_with_it(resolve: Resolve, news: SectionPage) -> None:
    post = make_post(news, "Hello")
    news.unpublish()
    assert resolve("/news/hello/")["page"]["id"] == post.pk
    assert resolve("/news/nothing/")["outcome"] == "not_found"


@pytest.mark.slow
def test_what_is_withdrawn_behind_a_restriction_is_not_found(resolve: Resolve, news: SectionPage) -> None:
    post = make_post(news, "Hello")
    gone = make_post(news, "Gone")
    gone.delete()
    assert resolve("/news/gone/")["outcome"] == "gone"
    restrict(news)
    for path in ("/news/", "/news/hello/", "/news/gone/"):
        assert suggested(resolve(path)) == [home().pk]
        assert resolve(path)["outcome"] == "not_found"
    post.unpublish()
    PageViewRestriction.objects.all().delete()
    assert resolve("/news/hello/")["outcome"] == "not_found"
    assert resolve("/news/gone/")["outcome"] == "gone"
    assert resolve("/news/")["outcome"] == "page"


def test_an_old_address_of_what_is_private_now_is_not_found(resolve: Resolve, news: SectionPage) -> None:
    news.slug = "press"
    news = publish(news)
    assert leads_to(resolve("/news/")) == "/press/"
    news.unpublish()
    assert resolve("/news/")["outcome"] == resolve("/press/")["outcome"] == "gone"
    restrict(news)
    assert resolve("/news/")["outcome"] == resolve("/press/")["outcome"] == "not_found"


def test_a_redirect_comes_before_what_is_gone(resolve: Resolve, news: SectionPage) -> None:
    news.delete()
    assert resolve("/news/")["outcome"] == "gone"
    redirect("/news", "https://example.org/")
    assert leads_to(resolve("/news/")) == "https://example.org/"


def test_what_is_gone_from_one_site_never_was_on_another(resolve: Resolve, news: SectionPage, other: Site) -> None:
    news.delete()
    assert resolve("/news/")["outcome"] == "gone"
    assert resolve("/news/", site=OTHER)["outcome"] == "not_found"


# Languages


@pytest.mark.slow
def test_paths_of_every_language(resolve: Resolve, german: Locale, news: SectionPage) -> None:
    front = translate(home(), german, "Startseite")
    section = translate(news, german, "Nachrichten", slug="nachrichten")
    assert resolve("/de/")["page"]["id"] == front.pk
    assert resolve("/de/nachrichten")["page"]["id"] == section.pk
    assert leads_to(resolve("/DE/Nachrichten/")) == "/de/nachrichten/"
    assert leads_to(resolve("/De")) == "/de/"
    assert suggested(resolve("/nachrichten/")) == [home().pk]
    assert suggested(resolve("/de/nothing/"))[0] == front.pk
    redirect("/de/alt", section)
    assert leads_to(resolve("/de/alt/")) == "/de/nachrichten/"
    section.slug = "neues"
    section = publish(section)
    assert leads_to(resolve("/de/nachrichten/?x=1")) == "/de/neues/?x=1"
    assert resolve("/nachrichten/")["outcome"] == "not_found"
    section.unpublish()
    assert resolve("/de/neues/")["outcome"] == resolve("/de/nachrichten/")["outcome"] == "gone"
    assert resolve("/neues/")["outcome"] == "not_found"


def test_a_language_s_path_comes_before_the_same_one_of_the_default_language(
    resolve: Resolve, german: Locale, news: SectionPage
) -> None:
    front = translate(home(), german, "Startseite")
    disguised = make_section(title="German", slug="de")
    assert resolve("/de/")["page"]["id"] == front.pk
    front.unpublish()
    assert resolve("/de/")["page"]["id"] == disguised.pk


# Suggestions


def test_suggestions_are_page_links(resolve: Resolve, client: Client, news: SectionPage) -> None:
    answer = resolve("/news/nothing/", crops="card")
    (link,) = answer["suggestions"]
    assert set(link) == {"id", "meta", "title", "listing"}
    assert link["meta"]["html_path"] == "/news/"
    assert set(link["listing"]) == {"kicker", "title", "summary", "image", "date", "status", "url"}


@pytest.mark.slow
def test_the_nearest_page_and_similar_ones_are_suggested(resolve: Resolve, news: SectionPage) -> None:
    elsewhere = make_section(title="Elsewhere")
    near = make_post(news, "Strike", slug="strike-vote")
    found = make_post(elsewhere, "The vote at the works", slug="other")
    make_post(news, "Nothing of the kind")
    assert suggested(resolve("/news/strike-vote-2/")) == [news.pk, near.pk, found.pk]
    assert suggested(resolve("/news/deeper/still/Strike-Vote")) == [news.pk, near.pk, found.pk]


@pytest.mark.slow
def test_at_most_five_pages_are_suggested(resolve: Resolve, news: SectionPage) -> None:
    for number in range(9):
        make_section(news, f"Strike {number}")
    keys = suggested(resolve("/news/strike/"))
    assert (len(keys), len(set(keys)), keys[0]) == (5, 5, news.pk)


@pytest.mark.slow
def test_nothing_that_is_not_public_is_suggested(resolve: Resolve, news: SectionPage, other: Site) -> None:
    draft_section = add(home(), SectionPage(title="Strike draft", slug="strike-draft"))
    child = make_section(draft_section, "Child")
    for title in ("Strike one", "Strike two"):
        restrict(make_section(news, title))
    expire(make_section(news, "Strike three"))
    make_section(other.root_page.specific, "Strike four")
    assert suggested(resolve("/news/strike/")) == [news.pk]
    # The nearest page above that is public, and a public one below the draft.
    assert suggested(resolve("/strike-draft/chil/")) == [home().pk, child.pk]
    assert resolve("/strike-draft/child/")["page"]["id"] == child.pk


@pytest.mark.slow
def test_suggestions_are_in_the_language_of_the_path(resolve: Resolve, german: Locale, news: SectionPage) -> None:
    front = translate(home(), german, "Startseite")
    post = make_post(news, "Strike", slug="strike")
    section = translate(news, german, "Nachrichten", slug="nachrichten")
    translated = translate(post, german, "Strike hier", slug="streik")
    assert suggested(resolve("/de/strike/")) == [front.pk, translated.pk]
    assert suggested(resolve("/strike/")) == [home().pk, post.pk]
    assert suggested(resolve("/de/nachrichten/x/")) == [section.pk]


# Cost


def cost(client: Client, endpoint: str, **query: str) -> int:
    client.get(f"/api/v2/{endpoint}/", query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v2/{endpoint}/", query).status_code == 200
    return len(captured)


def test_a_page_costs_what_its_detail_costs(client: Client, german: Locale, news: SectionPage) -> None:
    translate(home(), german, "Startseite")
    post = make_post(news, "Hello")
    detail = cost(client, f"pages/{post.pk}")
    assert cost(client, "resolve", path="/news/hello/") == detail


@pytest.mark.slow
def test_what_is_not_there_costs_the_same_whatever_there_is(client: Client, news: SectionPage) -> None:
    paths = ["/nothing/", "/news/nothing-at-all/", "/a" * 999, "/news/gone/"]
    make_section(news, "Gone").unpublish()
    make_section(news, "Nothing at all but this")
    few = {path: cost(client, "resolve", path=path) for path in paths}
    assert max(few.values()) <= 16
    for number in range(12):
        make_section(news, f"Nothing {number}")
        make_section(news, f"Gone {number}").delete()
        redirect(f"/nothing?x={number}", news)
    for path in paths:
        assert cost(client, "resolve", path=path) <= few[path] + 1, path


def test_a_page_is_found_whatever_the_capitals_of_its_path(resolve: Resolve) -> None:
    page = make_section(title="About", slug="Über-uns")
    assert resolve("/Über-uns/")["page"]["id"] == page.pk
    for asked in ("/über-uns/", "/ÜBER-UNS", "/u\u0308ber-uns/", "/%C3%BCber-uns/"):
        assert leads_to(resolve(asked)) == "/%C3%9Cber-uns/"
    # A letter stands for itself alone.
    assert resolve("/öber-uns/")["outcome"] == "not_found"
