"""The routes of the project, of Wagtail API v2 and of a bare view.

All three are below ``/api/``, where the project's middleware treats them alike.
"""

from django.urls import path

from benchmarks.bare import bare
from benchmarks.stock import router
from cms.urls import urlpatterns as project_urlpatterns

urlpatterns = [
    path("api/stock/", router.urls),
    path("api/bare/<slug:name>/", bare),
    *project_urlpatterns,
]
