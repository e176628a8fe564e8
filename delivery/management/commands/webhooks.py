"""Manage who is told of changes."""

import argparse
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import Site

from api.models import Change, ChangeCounter
from delivery.choices import known_actions, known_types
from delivery.models import Subscription
from delivery.receivers.registry import receiver_kinds
from delivery.replay import pause, resume, set_cursor
from delivery.subscribing import begin, check_secret
from delivery.testing import send_test


class Command(BaseCommand):
    """``manage.py webhooks``: add, list, remove, pause, resume, test and replay receivers."""

    help = "Manage who is told of changes: webhooks, build hooks and caches that are purged by tag."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, parser_class=argparse.ArgumentParser)
        add = actions.add_parser("add", help="Tell an address what changes from now on.")
        add.add_argument("address")
        add.add_argument("--name", help="By default, the address.")
        add.add_argument("--kind", default="webhook", choices=list(receiver_kinds()))
        add.add_argument("--secret", default="", help="By default, a new one, which is printed.")
        add.add_argument("--allow-private", action="store_true", help="The address may be in a private network.")
        add.add_argument("--type", dest="types", action="append", default=[], choices=known_types(), metavar="TYPE")
        add.add_argument("--on", dest="actions", action="append", default=[], choices=known_actions(), metavar="ACTION")
        add.add_argument("--tag", dest="tags", action="append", default=[])
        add.add_argument("--site", dest="sites", action="append", default=[], metavar="HOST:PORT")
        actions.add_parser("list", help="List the receivers, their states, and how many changes they lack.")
        for name, about in (
            ("remove", "Tell a receiver nothing more, and forget it."),
            ("pause", "Keep what changes until the receiver is resumed."),
            ("resume", "Tell a receiver again, from where it was left."),
            ("test", "Send a message without changes, and print the answer."),
        ):
            actions.add_parser(name, help=about).add_argument("name", help="The name or the address.")
        replay = actions.add_parser("replay", help="Tell a receiver again what it was told before.")
        replay.add_argument("name", help="The name or the address.")
        since = replay.add_mutually_exclusive_group(required=True)
        since.add_argument("--after", type=int, metavar="SEQUENCE", help="What came after this sequence.")
        since.add_argument("--hours", type=float, help="What has changed in the last hours.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _add(self, options: dict[str, Any]) -> None:
        sites = [self._site(name) for name in options["sites"]]
        subscription = Subscription(
            name=options["name"] or options["address"][:100],
            receiver=options["kind"],
            **{name: options[name] for name in ("address", "secret", "allow_private", "types", "actions", "tags")},
        )
        begin(subscription)
        try:
            check_secret(subscription)
            subscription.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        subscription.save()
        subscription.sites.set(sites)
        self.stdout.write(f"{subscription.name} is told what changes from now on.")
        if not options["secret"] and subscription.secret:
            self.stdout.write(f"Secret: {subscription.secret}")

    def _list(self, options: dict[str, Any]) -> None:
        last = ChangeCounter.current().sequence
        for subscription in Subscription.objects.all():
            missing = Change.objects.filter(sequence__gt=subscription.cursor, sequence__lte=last).count()
            state = subscription.get_state_display()
            kind = receiver_kinds().get(subscription.receiver)
            self.stdout.write(
                f"{subscription.name}: {kind.label if kind else subscription.receiver}, {subscription.address}, "
                f"{state}, told up to {subscription.cursor}, {missing} changes to come"
            )

    def _remove(self, options: dict[str, Any]) -> None:
        subscription = self._named(options["name"])
        subscription.delete()
        self.stdout.write(f"{subscription.name} is told nothing more.")
        if subscription.is_from_settings:
            self.stdout.write("FRONTEND_WEBHOOK_SECRET is set: the next worker that starts subscribes it again.")

    def _pause(self, options: dict[str, Any]) -> None:
        subscription = self._named(options["name"])
        pause(subscription)
        self.stdout.write(f"{subscription.name} is paused.")

    def _resume(self, options: dict[str, Any]) -> None:
        subscription = self._named(options["name"])
        resume(subscription)
        self.stdout.write(f"{subscription.name} is told again what has changed after {subscription.cursor}.")

    def _test(self, options: dict[str, Any]) -> None:
        outcome = send_test(self._named(options["name"]))
        if not outcome.is_receipt:
            raise CommandError(f"Not received: {outcome.problem or f'{outcome.status} {outcome.response}'}")
        self.stdout.write(f"Received: {outcome.status} in {outcome.milliseconds} ms.")

    def _replay(self, options: dict[str, Any]) -> None:
        subscription = self._named(options["name"])
        counter = ChangeCounter.current()
        sequence = options["after"]
        if sequence is None:
            since = timezone.now() - datetime.timedelta(hours=options["hours"])
            first = Change.objects.filter(at__gte=since).order_by("sequence").values_list("sequence", flat=True).first()
            sequence = counter.sequence if first is None else first - 1
        if not counter.holds_after(sequence):
            raise CommandError(f"The log holds what came after {counter.compacted}, up to {counter.sequence}.")
        set_cursor(subscription, sequence)
        self.stdout.write(f"{subscription.name} is told what came after {sequence}.")

    def _named(self, name: str) -> Subscription:
        found = Subscription.objects.filter(name=name).first()
        by_address = [] if found else list(Subscription.objects.filter(address=name)[:2])
        if len(by_address) == 1:
            return by_address[0]
        if found is None:
            raise CommandError(f"{'Several receivers have' if by_address else 'No receiver has'} the name {name!r}.")
        return found

    def _site(self, name: str) -> Site:
        host, _, port = name.partition(":")
        found = list(Site.objects.filter(hostname=host, **({"port": port} if port.isdecimal() else {}))[:2])
        if len(found) != 1:
            raise CommandError(f"There is {'more than one' if found else 'no'} site {name!r}.")
        return found[0]
