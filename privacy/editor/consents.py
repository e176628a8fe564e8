"""The list of consents in the menu of reports: who agreed to what, since when, and until when."""

from wagtail.admin.viewsets.model import ModelViewSet

from privacy.models import Consent


class ConsentViewSet(ModelViewSet):
    """Consents, those that end first at the top, for groups with the permissions of the model."""

    model = Consent
    icon = "form"
    menu_label = "Consents"
    menu_order = 850
    menu_hook = "register_reports_menu_item"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    form_fields = ["person", "purpose", "given_on", "source", "note", "ends_on", "withdrawn_on"]
    list_display = ["person", "purpose", "given_on", "ends_on", "withdrawn_on"]
    list_filter = ["purpose", "source"]
    ordering = ["ends_on", "pk"]
