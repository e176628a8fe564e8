"""What the admin's requests share: changes are made whole or not at all, and a refusal is a sentence."""

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

from pages.publishing.protection import explain
from pages.publishing.rules import PublishBlocked

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AtomicAdminMiddleware:
    """Runs every unsafe request to the admin in one transaction.

    Wagtail saves a revision, publishes it and logs it in separate steps; a crash between them would leave a page live
    without a trace. ``ATOMIC_REQUESTS`` is not used instead: it would also put every read of the API into a write
    transaction. Content that breaks a publishing rule, or a record that is still used, sends the editor back with the
    reason, and nothing is changed.
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
        """Call the view inside a transaction when it may change something."""
        if request.method in SAFE_METHODS or not request.path.startswith(self.admin_path):
            return None
        try:
            with transaction.atomic():
                if request.path.endswith("/preview/"):
                    self._take_turns(request)
                return view(request, *arguments, **options)
        except PublishBlocked as blocked:
            return self._refuse(request, [f"Not published. {message}" for message in blocked.messages])
        except ProtectedError as error:
            return self._refuse(request, [explain(error)])

    @staticmethod
    def _take_turns(request: HttpRequest) -> None:
        """Let the previews of one editor be stored one after the other.

        Wagtail looks for what it stored of the form before and makes a row if there is none, without anything that
        keeps two requests from doing so at once; two rows would fail all later previews of the page. Where rows cannot
        be locked, as in SQLite, the transaction holds the one lock of the database already. The lock is one that leaves
        references to the account alone, so that saving a draft at the same time need not wait.
        """
        if request.user.is_authenticated:
            accounts = get_user_model()._default_manager.select_for_update(no_key=connection.vendor == "postgresql")
            accounts.filter(pk=request.user.pk).values_list("pk").first()

    def _refuse(self, request: HttpRequest, sentences: list[str]) -> HttpResponse:
        wants_json = request.accepts("application/json") and not request.accepts("text/html")
        if wants_json or request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error_message": " ".join(sentences)}, status=409)
        for sentence in sentences:
            messages.error(request, sentence)
        back = request.META.get("HTTP_REFERER", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else self.admin_path)
