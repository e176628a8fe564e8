"""Middleware that makes changes in the admin atomic and turns refused changes into messages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pages.editor.answered_saves import answer_once
from pages.editor.unavailable import SAFE_METHODS, is_unavailable, unavailable
from pages.publishing.consent import CONSENT_FIELD, consent_to
from pages.publishing.protection import explain
from pages.publishing.rules import PublishBlocked


class AtomicAdminMiddleware:
    """Runs every unsafe request to the admin in one transaction.

    Wagtail saves a revision, publishes it and logs it in separate steps; after a crash between them, a page could be
    live without a log entry. ``ATOMIC_REQUESTS`` would also run every read of the API in a transaction. If content
    breaks a publishing rule, or a record to delete is still used, nothing is changed and the editor is redirected back
    with a message that gives the reason. While the disk is full or the database is down, the response is a sentence
    too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        arguments: tuple[Any, ...],
        options: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Call the view in a transaction if the request is an unsafe one to the admin; otherwise return ``None``.

        A view with Django's decorator ``non_atomic_requests`` has none: those that sign people in.
        """
        if request.method in SAFE_METHODS or not request.path.startswith(self.admin_path):
            return None
        if getattr(view, "_non_atomic_requests", None):
            return None
        try:
            with transaction.atomic(), consent_to(request.POST.getlist(CONSENT_FIELD), request.user) as consent:
                if request.path.endswith("/preview/"):
                    self._take_turns(request)
                response = answer_once(request, lambda: view(request, *arguments, **options))
        except PublishBlocked as blocked:
            return self._refuse(request, [f"{blocked.outcome} {message}" for message in blocked.messages])
        except ProtectedError as error:
            return self._refuse(request, [explain(error)])
        except Exception as error:
            if is_unavailable(error):
                return unavailable(request, error)
            raise
        for name in consent.published:
            messages.success(request, f"“{name}” has been published with the page.")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Return the response to a request that only reads, if the disk or the database failed."""
        if request.path.startswith(self.admin_path) and is_unavailable(error):
            return unavailable(request, error)
        return None

    @staticmethod
    def _take_turns(request: HttpRequest) -> None:
        """Lock the user's row, so that the previews of one editor are stored one after the other.

        Wagtail looks up the stored form of a preview and creates a row if there is none, but nothing prevents two
        requests from doing so at the same time; with two rows, all later previews of the page would fail. SQLite has no
        row locks, but there the transaction already holds the write lock of the database. On PostgreSQL, ``FOR NO KEY
        UPDATE`` does not block inserting references to the user, so saving a draft at the same time need not wait.
        """
        if request.user.is_authenticated:
            accounts = get_user_model()._default_manager.select_for_update(no_key=connection.vendor == "postgresql")
            accounts.filter(pk=request.user.pk).values_list("pk").first()

    @staticmethod
    def _form_of_page(request: HttpRequest) -> str | None:
        """Return the address of the form of a page that was approved without a dialog, where it can be completed."""
        page_id = request.resolver_match.kwargs.get("page_id") if request.resolver_match else None
        return None if page_id is None else reverse("wagtailadmin_pages:edit", args=[page_id])

    def _refuse(self, request: HttpRequest, sentences: list[str]) -> HttpResponse:
        by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
        wants_json = request.accepts("application/json") and not request.accepts("text/html")
        # The dialog in which a page is approved shows nothing of an error; it follows a redirect in JSON.
        in_dialog = "/workflow/action/" in request.path
        if (wants_json or by_script) and not in_dialog:
            return JsonResponse({"success": False, "error_message": " ".join(sentences)}, status=409)
        for sentence in sentences:
            messages.error(request, sentence)
        if in_dialog and not by_script and (form := self._form_of_page(request)):
            return redirect(form)
        back = request.META.get("HTTP_REFERER", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        target = back if safe else self.admin_path
        return JsonResponse({"step": "success", "redirect": target}) if by_script else redirect(target)
