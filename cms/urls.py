"""Every URL of the CMS host. The first match wins, so the catch-all of pages comes last."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from accounts.signing_in.views import VisitorSignInView
from api.images.uploads import upload_patterns
from api.views.markdown import SiteGuideView
from api.views.robots import RobotsView
from api.views.sitemap import SitemapView
from cms import health
from operations.metrics.view import metrics
from pages.editor.calendar.feed import editors_calendar
from pages.previews.content_checks import checks_script
from pages.urls.live_pages import live_page

handler400 = "pages.editor.too_much.bad_request"
handler500 = "pages.editor.unavailable.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("livez", health.healthz, name="livez"),
    path("metrics", metrics, name="metrics"),
    path("readyz", health.readyz, name="readyz"),
    # All contain the frontend's URLs; the frontend serves them to crawlers.
    path("sitemap.xml", SitemapView.as_view(), name="sitemap"),
    path("llms.txt", SiteGuideView.as_view(), name="llms"),
    path("robots.txt", RobotsView.as_view(), name="robots"),
    path("admin/", include("accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    # The calendar of one editor, for calendar programs, which cannot sign in.
    path("calendar/<int:user_id>/<str:token>.ics", editors_calendar, name="editors_calendar"),
    # Previews load this: Wagtail's content checks, which run on the frontend's page.
    path("previews/checks.js", checks_script, name="checks_script"),
    path("documents/", include("api.documents.urls")),
    path("api/v2/", include("api.urls")),
    path("feeds/", include("api.feeds.urls")),
    path("images/", include("api.images.urls")),
    # Uploaded images, in a folder or in a bucket: no web server serves them past the CMS, which asks who may see them.
    *upload_patterns(settings.MEDIA_URL.lstrip("/")),
    # Where visitors sign in who may read a restricted document.
    path("_util/login/", VisitorSignInView.as_view(), name="wagtailcore_login"),
    # "View live". Wagtail makes the paths of pages from this pattern and name.
    re_path(serve_pattern, live_page, name="wagtail_serve"),
]
