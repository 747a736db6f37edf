"""`manage.py set_up`: everything a site needs before it opens. Safe to run again after each update."""

import compileall
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.utils import timezone

from accounts.actions import closing, shipped
from accounts.privacy import archive, periods
from moderation.actions import badges, policies, roles, rules

APPS = ("accounts", "articles", "moderation", "config")
#: The demo plays in the months before it is loaded.
DEMO_AGE = timedelta(days=365)


class Command(BaseCommand):
    """Bring the database up to date and load what ships: both policies, roles, thresholds, policy table and lists."""

    help = "Prepare the database, the policy and the static files. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo content too, unless it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        _compile()
        call_command("migrate", interactive=False, verbosity=0)
        now = timezone.now()
        self._end_what_ended(now)
        # the demo's people joined in the past, and its decisions cite the rules in force that day
        opened_at = now - DEMO_AGE if options["demo"] else now
        if version := shipped.load(now=opened_at):
            self.stdout.write(f"Published the privacy policy, version {version.number}.")
        if version := rules.load(now=opened_at):
            self.stdout.write(f"Published the comment rules, version {version.number}.")
        periods.load_defaults()
        for role in roles.load():
            self.stdout.write(f"Made the group “{role}” anew.")
        if carriers := badges.catch_up():
            self.stdout.write(f"Gave the newsroom's badge to {carriers} people who hold a role in it.")
        if ruleset := policies.load(now=now):
            self.stdout.write(f"Loaded the screening's policy as ruleset {ruleset}.")
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        if options["demo"]:
            call_command("load_demo")

    def _end_what_ended(self, now: datetime) -> None:
        """Delete before the site opens what a restored backup brought back (V33), or an earlier version left (V60)."""
        if again := closing.replay(now=now):
            self.stdout.write(f"Erased {again} accounts again that a restored backup had brought back.")
        if plain := archive.discard_plain(now=now):
            self.stdout.write(f"Deleted {plain} copies of people’s data that were not encrypted. They may ask again.")


def _compile() -> None:
    """Compile all of ours once: where Python may not keep it (PYTHONDONTWRITEBYTECODE), each start would do so."""
    for app in APPS:
        compileall.compile_dir(settings.BASE_DIR / app, quiet=2)
