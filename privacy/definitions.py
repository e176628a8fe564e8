"""What becomes of a person's name in the models of this project and of the packages that it uses."""

from privacy.holders import Holder, Treatment, register_holder

_HISTORY = Holder(Treatment.HISTORY, "what happened")
_NOTES = Holder(Treatment.REMOVED, "a passing note")
_WAYS = Holder(Treatment.REMOVED, "a way to what is no more")
_MADE = Holder(Treatment.DERIVED, "made from content")
_ACCOUNTS = Holder(Treatment.ACCOUNT, "an account: use “Off-board” in the list of users")
_SITE = Holder(Treatment.CONTENT, "part of how the site is set up")
HOLDERS = {
    "pages.postcorrection": Holder(Treatment.KEPT, "a public correction"),
    **dict.fromkeys(
        (
            *("wagtailcore.revision", "wagtailcore.pagelogentry", "wagtailcore.modellogentry"),
            *("wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.taskstate", "wagtailcore.workflowstate"),
            *("arrivals.importrun", "arrivals.runentry", "delivery.attempt", "delivery.message"),
            # What a calendar said of an event: as long as it names the person, it is proposed again.
            *("arrivals.followedevent", "arrivals.proposedchange"),
            *("operations", "pages.sharelink", "api.change"),
            # Titles and notes, which only editors see.
            "releases",
        ),
        _HISTORY,
    ),
    **dict.fromkeys(
        (
            *("wagtailredirects.redirect", "pages.formerpath", "pages.formerslug", "pages.withdrawnpath"),
            *("arrivals.arrival", "arrivals.arrivedaddress", "pages.scheduledrecord"),
            # By the slugs in its keys; the next merge finds what it is about by its slug again.
            "archives.mergedobject",
            # Tags of paths at which there is nothing any more; the cache is emptied as well.
            "api.tagsequence",
        ),
        _WAYS,
    ),
    **dict.fromkeys(
        (
            *("pages.previewsession", "pages.answeredsave", "wagtailadmin", "wagtailcore.uploadedfile", "sessions"),
            *("wagtail_headless_preview", "django_tasks_database", "links", "wagtailembeds"),
        ),
        _NOTES,
    ),
    **dict.fromkeys(
        (
            *("pages.searchdocument", "pages.mediause", "wagtailcore.referenceindex", "wagtailsearch"),
            *("pages.rendition", "wagtailimages", "api.publicobject", "api.changecounter"),
        ),
        _MADE,
    ),
    **dict.fromkeys(
        (
            *("pages.user", "account", "mfa", "socialaccount", "usersessions", "axes", "pages.calendaraddress"),
            *("wagtailusers", "wagtailcore.apitoken", "wagtailcore.pagesubscription"),
        ),
        _ACCOUNTS,
    ),
    **dict.fromkeys(
        (
            *("auth", "contenttypes", "simple_translation", "delivery.subscription"),
            "arrivals.followedcalendar",
            *("wagtailcore.collection", "wagtailcore.site", "wagtailcore.locale", "wagtailcore.task"),
            *("wagtailcore.workflow", "wagtailcore.collectionviewrestriction", "wagtailcore.pageviewrestriction"),
            *("wagtailcore.workflowpage", "wagtailcore.workflowcontenttype"),
        ),
        _SITE,
    ),
    "archives.siteexport": Holder(Treatment.COPY, "an archive of the whole site"),
    "privacy.erasure": Holder(Treatment.HISTORY, "the proof of an erasure"),
    "privacy.consent": Holder(Treatment.HISTORY, "a consent"),
}


def register_own_holders() -> None:
    """Register what becomes of a name in the models of this project and of the packages that it uses."""
    for label, holder in HOLDERS.items():
        register_holder(label, holder, own=True)
