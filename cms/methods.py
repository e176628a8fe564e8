"""The methods of every URL: which it has, and what the others are answered with."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

#: What a function takes that says nothing: Wagtail's read what is not posted.
USUAL_METHODS = ("GET", "HEAD", "POST")
#: All that a view may have, in the order of ``Allow``.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class MethodsMiddleware:
    """Answers ``OPTIONS`` where the view does not, and every method that a view does not have with 405 and ``Allow``.

    Otherwise Wagtail's views would read ``DELETE`` or a method that nobody knows as ``GET``, and a form without a token
    would be 403 where there is no form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, options: Any
    ) -> HttpResponseBase | None:
        """Return the response that needs no view, or ``None``."""
        methods = methods_of(view)
        if request.method == "OPTIONS" and not _describes_itself(view):
            return HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
        return None if request.method in methods else HttpResponseNotAllowed(methods)


# Every request asks, and the answer of a view never changes.
@functools.lru_cache(maxsize=1000)
def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Return the methods that a URL with this view has."""
    declared = set(_of_class(view) or _of_decorator(view) or USUAL_METHODS)
    return tuple(name for name in METHODS if name in declared or name == "OPTIONS")


def _of_class(view: Any) -> list[str]:
    """Return the methods of a view that is a class of Django of Django REST framework."""
    view_class = getattr(view, "view_class", None) or getattr(view, "cls", None)
    if view_class is None:
        return []
    actions = getattr(view, "actions", None) or {}
    names = [name for name in view_class.http_method_names if hasattr(view_class, name) or name in actions]
    # Django has ``get`` answer to ``head``, once there is an object.
    is_read = "get" in names and "head" in view_class.http_method_names
    return [name.upper() for name in [*names, *(["head"] if is_read else [])]]


def _describes_itself(view: Any) -> bool:
    """Whether a view has a response to ``OPTIONS`` of its own: those of the API."""
    return hasattr(view, "cls")


def _of_decorator(view: Any) -> list[str] | None:
    """Return what ``require_http_methods`` and its kin were told, which they keep for themselves."""
    while view is not None:
        names = getattr(view, "__code__", None) and view.__code__.co_freevars
        if names and "request_method_list" in names:
            declared: list[str] = view.__closure__[names.index("request_method_list")].cell_contents
            return declared
        view = getattr(view, "__wrapped__", None)
    return None
