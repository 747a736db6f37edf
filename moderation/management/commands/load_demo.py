"""`manage.py load_demo`: articles, people and discussions to look around in. Only where debug is on."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from articles import demo as paper
from moderation.management import demo
from moderation.models import Comment


class Command(BaseCommand):
    """Load the demo content once; refuse where its well-known passwords could do harm."""

    help = "Load demo content: discussions in every state, a moderator, a member with a lifted block."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has well-known passwords. It is loaded only with DEBUG=true, on one's own machine."
            )
        now = timezone.now()
        if articles := paper.load(now=now, password=demo.PASSWORD):
            self.stdout.write(
                f"Loaded {articles} demo articles. Sign in as reporter, editor, publisher or administrator"
            )
            self.stdout.write("at demo.example, e.g. editor@demo.example.")
        if Comment.objects.exists():
            self.stdout.write("The demo's discussions are there already.")
            return
        made = demo.load(now=now)
        self.stdout.write(f"Loaded {made} demo comments. Every demo account's password is {demo.PASSWORD}.")
