"""`manage.py check_links`: look at the links of published articles now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from articles.actions import links, nights
from articles.models import Link


class Command(BaseCommand):
    """Does what the worker does by night, and counts as a night; other sites are asked only where that is on."""

    help = "Look at the links of published articles now, as the worker does by night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--collect",
            action="store_true",
            help="first find the links of all articles anew: of what was out before there was such a report, or came "
            "by an export",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        begun_at = timezone.now()
        if options["collect"]:
            self.stdout.write(f"The links of {links.rebuild(now=begun_at)} articles were found.")
        looked_at = nights.look_at_all(since=timezone.now())
        dead = Link.objects.to_mend(timezone.now()).count()
        self.stdout.write(f"{looked_at} links were looked at; {dead} are dead and wait to be mended.")
