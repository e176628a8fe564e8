"""The list of public libraries in the settings menu."""

from wagtail.admin.viewsets.model import ModelViewSet

from pages.models import PublicLibrary


class PublicLibraryViewSet(ModelViewSet):
    """The collections whose images and documents are public even while nothing shows them."""

    model = PublicLibrary
    icon = "folder-open-1"
    menu_label = "Public libraries"
    menu_order = 620
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["collection"]
    list_display = ["collection"]
