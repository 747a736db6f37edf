"""`manage.py load_demo`: articles, people and discussions to look around in. Only where debug is on."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import demo as privacy
from accounts.enums import Document
from accounts.models import PolicyVersion
from articles import demo as paper
from articles import pages
from articles.demo import digests, fronts, planned
from moderation.management import demo as discussions
from moderation.models import Comment


class Command(BaseCommand):
    """Load the demo content once; refuse where its well-known passwords could do harm."""

    help = "Load demo content: stories in four languages, discussions in every state, an account for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has well-known passwords. It is loaded only with DEBUG=true, on one's own machine."
            )
        if not PolicyVersion.objects.of(Document.RULES).exists():
            raise CommandError(
                "The site has no rules yet that its decisions could cite. Run `manage.py set_up --demo`."
            )
        now = timezone.now()
        with transaction.atomic():
            privacy.load(now=now)
            articles = paper.load(now=now)
            digests.load(now=now)
            fronts.load(now=now)
            planned.load(now=now)
            said = 0 if Comment.objects.exists() else discussions.load(now=now)
        pages.touch(site=True)
        if not articles and not said:
            self.stdout.write("The demo is there already.")
            return
        self.stdout.write(f"Loaded {articles} demo articles and {said} comments.")
        self.stdout.write(f"Every account {privacy.MAILBOXES} has the password {privacy.PASSWORD}.")
