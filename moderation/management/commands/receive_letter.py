"""Read a letter from standard input, as a mail server's pipe delivers it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from moderation.actions import appeals, letters, statements
from moderation.letters import Bounced, UnreadableLetter, read


class Command(BaseCommand):
    help = (
        "File a letter that came by e-mail, or note that one of ours came back: manage.py receive_letter < message.eml"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            letter = read(sys.stdin.buffer.read())
        except Bounced as bounced:
            count = statements.bounced(references=bounced.statements, now=timezone.now())
            self.stdout.write(f"{count} statements of reasons came back undelivered.")
            return
        except UnreadableLetter as unreadable:
            self.stderr.write(f"Not filed: {unreadable}")
            return
        try:
            appeal = letters.receive(letter=letter, now=timezone.now())
        except appeals.AlreadyOpen as already:
            self.stdout.write(f"Not filed twice: letter {already.appeal.reference} is waiting for its answer.")
            return
        missing = f", missing: {', '.join(appeal.missing)}" if appeal.missing else ""
        self.stdout.write(f"{appeal.reference}: {appeal.get_state_display()}{missing}")
