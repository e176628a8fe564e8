"""Publishes the releases that are due."""

import datetime
import logging

from django.db import InterfaceError, OperationalError, transaction
from wagtail.log_actions import log

from pages.scheduler.transitions import Transitions
from releases.models import Release
from releases.publishing.publishing import carry_out
from releases.publishing.refusals import ReleaseRefused
from releases.scheduling.notices import tell_that_it_failed

logger = logging.getLogger(__name__)


def publish_due(at: datetime.datetime) -> Transitions:
    """Publish the releases that are due until an instant, each in one transaction, and return the counts of members.

    Of two callers only one publishes a release. One that cannot be published as a whole is not published: it is marked
    as failed with the reasons, of which whoever scheduled it gets an e-mail. Raise what Django raises if the
    database fails; the release then stays due.
    """
    result = Transitions()
    due = Release.objects.filter(status=Release.Status.SCHEDULED, goes_live_at__lte=at).order_by("goes_live_at", "pk")
    for key in list(due.values_list("pk", flat=True)):
        result.add(_go_live(key, at))
    return result


def _go_live(key: int, at: datetime.datetime) -> Transitions:
    try:
        with transaction.atomic():
            release = _locked_due(key, at)
            if release is None:
                return Transitions()
            carry_out(release, release.scheduled_by, at, "wagtail.publish.scheduled")
            return Transitions(published=release.members.count())
    except ReleaseRefused as error:
        _fail(key, at, error.sentences)
        return Transitions(refused=1)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        # It is not tried again each second, and others are not kept waiting.
        logger.exception("The release %s could not be published.", key)
        _fail(key, at, ["It could not be published because of an error in the CMS, which has been recorded."])
        return Transitions(refused=1)


def _locked_due(key: int, at: datetime.datetime) -> Release | None:
    # A second scheduler waits here and then finds that the release is no longer due.
    due = Release.objects.filter(pk=key, status=Release.Status.SCHEDULED, goes_live_at__lte=at)
    return due.select_for_update(of=("self",)).first()


def _fail(key: int, at: datetime.datetime, sentences: list[str]) -> None:
    with transaction.atomic():
        release = _locked_due(key, at)
        if release is None:
            return
        release.status, release.problems = Release.Status.FAILED, sentences
        release.save()
        release.members.update(pinned=None)
        log(release, "releases.refuse", data={"reason": " ".join(sentences)})
        transaction.on_commit(lambda: tell_that_it_failed(release))
    logger.warning("The release “%s” was not published: %s", release, " ".join(sentences))
