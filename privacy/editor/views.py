"""The pages of the admin that show, hand out and erase what names a person."""

import logging
import tempfile
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db import OperationalError
from django.db.transaction import non_atomic_requests
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext

from pages.editor.admin_page import AdminPageView
from pages.models import Person
from privacy.editor.access import may_erase, may_see
from privacy.editor.forms import ErasureForm, SubjectForm
from privacy.editor.places import MOST, places_of
from privacy.erasing.database_file import StillInFile
from privacy.erasing.erasing import CannotErase, erase
from privacy.erasing.proof import prove
from privacy.exporting.export import export_person
from privacy.models import Erasure
from privacy.tracing.subject import Subject
from privacy.tracing.tracing import NOT_SEARCHED, search

logger = logging.getLogger(__name__)

_SHOWN = 50


class SubjectView(AdminPageView):
    """The base class of pages about one person: that of a record, or whoever has the name that is typed."""

    header_icon = "user"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        key = options.get("person_id")
        # Whoever may not see anything is not told who there is.
        known = key is not None and may_see(request.user)
        self.person = get_object_or_404(Person, pk=key) if known else None
        self.page_subtitle = str(self.person) if self.person else ""

    def may_see(self, user: Any) -> bool:
        return may_see(user)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the record, or to the list of erasures."""
        if self.person is None:
            return [{"url": reverse("privacy_erasures"), "label": gettext("Erasures")}]
        url: str = reverse(Person.snippet_viewset.get_url_name("edit"), args=[self.person.pk])
        return [{"url": url, "label": str(self.person)}]

    def url_of(self, name: str) -> str:
        """Return the URL of another page about the same person."""
        return reverse(name if self.person is None else f"{name}_of", args=[self.person.pk] if self.person else [])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**context),
            "data_url": self.url_of("privacy_data"),
            "erase_url": self.url_of("privacy_erase"),
            "may_erase": may_erase(self.request.user),
            "not_searched": NOT_SEARCHED,
            "most": MOST,
        }


@method_decorator(non_atomic_requests, name="dispatch")
class PersonalDataView(SubjectView):
    """Shows every place that names a person, or hands out a copy.

    Only a POST searches: it takes long, and spellings are not to be in the logs of a server.
    """

    template_name = "privacy/data.html"
    page_title = "Personal data"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("form", SubjectForm(person=self.person))
        return super().get_context_data(**context)

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        """Search, and answer with the places or with the copy."""
        form = SubjectForm(request.POST, person=self.person)
        if not form.is_valid() or form.subject is None:
            return self.render_to_response(self.get_context_data(form=form))
        if request.POST.get("action") == "download":
            return self._copy(request, form.subject)
        report = search(form.subject)
        places = places_of(report.traces, request.user, form.subject.key)
        shown = {"report": report, "places": places, "more": len(report.traces) - len(places)}
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def _copy(self, request: HttpRequest, subject: Subject) -> FileResponse:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "personal-data.zip")
            export_person(subject, path)
            # The file stays while it is open.
            made = path.open("rb")
        logger.info("User %s downloads personal data of the person %s.", request.user.pk, subject.key)
        return FileResponse(made, as_attachment=True, filename=f"personal-data-{subject.slug or 'copy'}.zip")


@method_decorator(non_atomic_requests, name="dispatch")
class ErasePersonView(SubjectView):
    """Asks what becomes of the places, erases the person, and shows what a search found afterwards."""

    template_name = "privacy/erase.html"
    page_title = "Erase"

    def may_see(self, user: Any) -> bool:
        return may_erase(user)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the personal data."""
        return [*super().breadcrumbs_items, {"url": self.url_of("privacy_data"), "label": gettext("Personal data")}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = context.setdefault("form", ErasureForm(person=self.person))
        return {**super().get_context_data(**context), "media": form.media}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Erase, or bring spellings along from the page that shows the places."""
        if "instead" not in request.POST and "confirmation" not in request.POST:
            initial = {name: request.POST.get(name, "") for name in ("name", "also")}
            form = ErasureForm(initial=initial, person=self.person)
            return self.render_to_response(self.get_context_data(form=form))
        form = ErasureForm(request.POST, person=self.person)
        if form.is_valid() and form.subject is not None:
            try:
                return self._erase(form.subject, form)
            except CannotErase as error:
                form.add_error(None, str(error))
            except OperationalError:
                logger.exception("A person could not be erased.")
                form.add_error(None, gettext("Others are writing at the moment. Nothing was changed: try again."))
        return self.render_to_response(self.get_context_data(form=form))

    def _erase(self, subject: Subject, form: ErasureForm) -> HttpResponse:
        erased = erase(subject, form.choice, self.request.user)
        logger.info("User %s erased the person %s.", self.request.user.pk, subject.key)
        context: dict[str, Any] = {"erased": erased, "name": subject.name, "accounts": subject.accounts()}
        try:
            proof = prove(subject, erased)
        except (StillInFile, OperationalError) as error:
            logger.exception("It is not proved yet that a person is erased.")
            context["problem"] = str(error)
        else:
            user = self.request.user
            context |= {"proof": proof, "left": places_of(proof.left, user), "rest": places_of(proof.unexpected, user)}
        self.person, self.page_subtitle, self.template_name = None, "", "privacy/proof.html"
        return self.render_to_response(self.get_context_data(form=form, **context))


class ErasuresView(AdminPageView):
    """The erasures, the newest first: when, by whom, and what was left. None of them says whom."""

    template_name = "privacy/erasures.html"
    page_title = "Erasures"
    header_icon = "bin"

    def may_see(self, user: Any) -> bool:
        return may_see(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        erasures = Erasure.objects.select_related("user")
        page = Paginator(erasures, _SHOWN).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**context), "erasures": page, "page": page}
