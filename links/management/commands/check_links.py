"""Check the links of public content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from links.checking.checker import Checker
from links.finding.collecting import collect_links
from links.finding.content_links import content_links
from links.finding.hidden_targets import hidden_targets
from links.finding.public_content import public_content
from links.models import CheckedLink

State = CheckedLink.State


class Command(BaseCommand):
    """``manage.py check_links [--internal] [--all]``."""

    help = (
        "Find the links of public content, ask for those on other sites that are due, and list what is broken. Two "
        "requests to one site are LINKS_PACE seconds apart."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--internal", action="store_true", help="Ask no other site.")
        parser.add_argument(
            "--all", action="store_true", help="Ask for all links now, and not only those that are due."
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        hidden = self._internal()
        if not options["internal"]:
            self._external(everything=options["all"])
        broken = CheckedLink.objects.filter(state=State.BROKEN).prefetch_related("uses__content_type")
        for link in broken:
            self.stdout.write(f"Broken: {link.url}  {link.problem}")
            for use in link.uses.all():
                self.stdout.write(f"    in {use.field} of “{use.object}”")
        self.stdout.write(f"{hidden} links to what is not public, {len(broken)} broken links to other sites.")

    def _internal(self) -> int:
        hidden = 0
        for content in public_content():
            for link, title in hidden_targets(content_links(content)):
                hidden += 1
                what = f"“{title}”, which is not public" if title else "something that was deleted"
                self.stdout.write(f"In {link.field} of “{content}”: a link to {what}")
        return hidden

    def _external(self, *, everything: bool) -> None:
        self.stdout.write(f"{collect_links()} addresses on other sites")
        links = CheckedLink.objects.all()
        if everything:
            links.update(due_at=timezone.now())
        due, done = links.filter(due_at__lte=timezone.now()).count(), 0

        def report(link: CheckedLink) -> None:
            nonlocal done
            done += 1
            self.stdout.write(f"{done} of {due}  {link.get_state_display()}: {link.url}")
            self.stdout.flush()

        Checker().check_due(report=report)
