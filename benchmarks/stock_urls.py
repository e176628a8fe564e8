"""The addresses of the project, and Wagtail API v2 beside them at ``/stock/``."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from cms.urls import urlpatterns as project_urlpatterns

stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [path("stock/", stock.urls), *project_urlpatterns]
