"""Publishes and undoes a release again and again, in a process that may be killed at any instant."""

from tests.killable import serve


def run(number: int) -> None:
    """Publish the only release if it is not published, or else undo it, until the process is killed."""
    from pages.models import User
    from releases.models import Release
    from releases.publishing.publishing import publish_release
    from releases.publishing.undoing import undo_release

    user = User.objects.get(email="moderator@example.org")
    while True:
        release = Release.objects.get()
        (undo_release if release.is_published else publish_release)(release, user)


if __name__ == "__main__":
    serve(run)
