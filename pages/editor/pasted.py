"""Answers the editor's script with what it should insert for a pasted text."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from pages.foreign_html.blocks import FEATURES, as_blocks, as_rich_text
from pages.foreign_html.cleaning import TooLong
from pages.foreign_html.left_out import LeftOut
from pages.foreign_html.splitting import split_html, split_plain_text

#: More blocks than this keep a browser busy for many seconds.
MOST_BLOCKS = 150
TOO_LONG = "This is too much to paste at once. Please paste it in several parts."


@require_POST
def convert_pasted(request: HttpRequest) -> JsonResponse:
    """Convert the clipboard's ``html``, or else its ``text``.

    ``allowed`` names the elements that the text field takes (``b i s sup sub a ul ol``). With ``as_blocks``, the answer
    has ``blocks`` with type and value; otherwise ``rich_text``. ``left_out`` names what is missing. A text that is too
    long is answered with status 413 and ``error``.
    """
    allowed = {name for name in request.POST.get("allowed", "").split() if name in FEATURES}
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    try:
        parts, left_out = split_html(html, allowed) if html else (split_plain_text(text), LeftOut())
    except TooLong:
        return JsonResponse({"error": TOO_LONG}, status=413)
    if not request.POST.get("as_blocks"):
        rich_text = as_rich_text(parts, allowed, left_out)
        return JsonResponse({"rich_text": rich_text, "left_out": left_out.sentences()})
    if len(parts) > MOST_BLOCKS:
        return JsonResponse({"error": TOO_LONG}, status=413)
    blocks = as_blocks(parts, left_out)
    return JsonResponse({"blocks": blocks, "left_out": left_out.sentences()})
