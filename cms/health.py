"""Health checks for load balancers and process supervisors.

`/healthz`, or `/livez`, shows that the process responds: restart it if it does not. `/readyz` shows that it can do its
work: send it no traffic while the status is 503. What was found is told to nobody without the token.
"""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.health.health_check import Result, Status, health_checks, run, worst
from operations.health.report import as_json
from operations.tokens import has_token

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 without using any service: a slow database must not make the supervisor restart healthy processes."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Return 200 if this process can do its work, otherwise 503.

    A failing cache or storage is reported as "degraded" with 200: text is served without them, and taking every
    process out of service would turn a slower site, or one without new images, into no site at all. With the token of
    ``HEALTH_TOKEN`` (``Authorization: Bearer``), all checks are made, and what they find is in the response.
    """
    is_trusted = has_token(request, settings.HEALTH_TOKEN)
    results = [run(check) for check in health_checks().values() if check.is_probed or is_trusted]
    for result in results:
        if result.finding.status is Status.ERROR and not is_trusted:
            name, sentence = result.check.name, result.finding.sentence
            logger.error("The readiness check %r failed: %s", name, sentence, extra={"outage": name})
    unfit = any(result.check.is_needed and result.finding.status is Status.ERROR for result in results)
    probed = [result for result in results if result.check.is_probed]
    status = "unavailable" if unfit else "ok" if worst(probed) is not Status.ERROR else "degraded"
    body = as_json(results) if is_trusted else {"checks": {result.check.name: word(result) for result in probed}}
    return JsonResponse({**body, "status": status}, status=503 if unfit else 200)


def word(result: Result) -> str:
    """Return how a check ended, without what it found."""
    return "failed" if result.finding.status is Status.ERROR else "ok"
