"""The addresses of the project, and beside them Wagtail API v2 and a bare view.

Both are below ``/api/`` too, where the project's middleware treats everything alike.
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
