"""Answers to autosaves that were lost on the way: a form that repeats its keys is answered once more.

The form sends ``form_key``, ``save_key`` and the keys of earlier saves without an answer as ``unanswered``
(``unsaved_changes.js``).
"""

import datetime
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

from pages.models.answered_save import AnsweredSave

#: How long answers are kept. A form asks again within seconds after the connection is back.
KEPT_FOR = datetime.timedelta(days=1)


def answer_once(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return the stored answer to a save of this form that it lost, or else call ``answer`` and store what it returns.

    Call it inside the transaction that saves. A stored answer has the key ``answered_save`` with the key of that save.
    """
    form_key = _key(request.POST.get("form_key"))
    save_key = _key(request.POST.get("save_key"))
    if form_key is None or save_key is None or not request.user.is_authenticated:
        return answer()
    unanswered = [key for key in map(_key, request.POST.getlist("unanswered")) if key is not None]
    if unanswered:
        lost = AnsweredSave.objects.filter(form_key=form_key, user_id=request.user.pk, save_key__in=unanswered).first()
        if lost is not None:
            return JsonResponse({**lost.answer, "answered_save": str(lost.save_key)})
    response = answer()
    content = _success(response)
    if content is not None:
        AnsweredSave.objects.filter(form_key=form_key).exclude(user_id=request.user.pk).delete()
        AnsweredSave.objects.update_or_create(
            form_key=form_key,
            defaults={
                "user_id": request.user.pk,
                "save_key": save_key,
                "answer": content,
                "answered_at": timezone.now(),
            },
        )
    return response


def forget_old_answers() -> int:
    """Delete the answers for which no form will ask any more, and return their number."""
    removed, _ = AnsweredSave.objects.filter(answered_at__lt=timezone.now() - KEPT_FOR).delete()
    return removed


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _success(response: HttpResponseBase) -> dict[str, Any] | None:
    if not isinstance(response, JsonResponse) or response.status_code != 200:
        return None
    content = json.loads(response.content)
    if not isinstance(content, dict) or not content.get("success"):
        return None
    # The parts of the page to be updated follow with the next save.
    return {name: value for name, value in content.items() if name != "html"}
