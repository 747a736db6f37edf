"""Read a letter from standard input, as a mail server's pipe delivers it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.actions import returns
from moderation.actions import appeals, follows, hearings, letters, misuse, reports, statements
from moderation.enums import Channel
from moderation.letters import Bounced, Letter, UnreadableLetter, read
from moderation.models import Hearing, Misuse, Report, Sanction


class Command(BaseCommand):
    help = (
        "File a letter that came by e-mail, or note that one of ours came back: manage.py receive_letter < message.eml"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            letter = read(sys.stdin.buffer.read())
        except Bounced as bounced:
            self._take_back(bounced)
            return
        except UnreadableLetter as unreadable:
            self.stderr.write(f"Not filed: {unreadable}")
            return
        if not letter.user_id and (report := Report.objects.filter(reference=letter.report).first()):
            self._contest(report, letter)
            return
        if warned := self._misuse(letter):
            misuse.object_to(misuse=warned, words=letter.explanation)
            self.stdout.write(f"{warned.reference}: objection, kept beside it")
            return
        if hearing := self._hearing(letter):
            self._reply(hearing, letter)
            return
        try:
            appeal = letters.receive(letter=letter, now=timezone.now())
        except appeals.AlreadyOpen as already:
            self.stdout.write(f"Not filed twice: letter {already.appeal.reference} is waiting for its answer.")
            return
        missing = f", missing: {', '.join(appeal.missing)}" if appeal.missing else ""
        self.stdout.write(f"{appeal.reference}: {appeal.get_state_display()}{missing}")

    def _misuse(self, letter: Letter) -> Misuse | None:
        """Find the warning or pause that a letter objects to; of who is blocked, a letter may only mention one."""
        found = None if letter.statement else Misuse.objects.filter(reference=letter.misuse).first()
        is_named = letter.misuse in letter.subject.upper()
        if found and not is_named and Sanction.objects.in_force().filter(subject=found.person_id).exists():
            return None
        return found

    def _hearing(self, letter: Letter) -> Hearing | None:
        """Find the open hearing that a letter answers; what quotes a decision is about that."""
        is_about_another = letter.statement or letter.reference or not letter.hearing
        return None if is_about_another else Hearing.objects.open().filter(reference=letter.hearing).first()

    def _reply(self, hearing: Hearing, letter: Letter) -> None:
        """Take in what somebody says before a block."""
        now, words = timezone.now(), letter.explanation
        try:
            hearings.reply(hearing=hearing, words=words, now=now, channel=Channel.EMAIL)
        except hearings.NothingSaid:
            self.stdout.write(f"Not filed: the reply in hearing {hearing.reference} says nothing.")
        except hearings.TooLong:
            self.stdout.write(f"Not filed: hearing {hearing.reference} has a longer reply already than it takes.")
        else:
            self.stdout.write(f"{hearing.reference}: reply before a block")

    def _take_back(self, bounced: Bounced) -> None:
        """Note what came back: the time to complain stays open, and nobody is written to who is not there."""
        now = timezone.now()
        count = statements.bounced(references=bounced.statements, now=now)
        self.stdout.write(f"{count} statements of reasons came back undelivered.")
        if bounced.hearings and (count := hearings.bounced(references=bounced.hearings, now=now)):
            self.stdout.write(f"{count} announcements of a block came back undelivered.")
        if bounced.digests:
            ended = returns.note(tokens=bounced.digests, status=bounced.status, now=now)
            self.stdout.write(f"{len(bounced.digests)} digests came back; {ended} subscriptions ended.")
        if bounced.follows:
            ended = follows.note_returned(tokens=bounced.follows, status=bounced.status, now=now)
            self.stdout.write(f"{len(bounced.follows)} letters about discussions came back; {ended} follows ended.")

    def _contest(self, report: Report, letter: Letter) -> None:
        """Take in what a reporter says against the decision on their report."""
        try:
            objection = reports.contest(
                report=report, words=letter.explanation, sender=letter.sender, now=timezone.now()
            )
        except reports.AlreadyReported as already:
            self.stdout.write(f"Not filed twice: report {already.report.reference} is waiting for its answer.")
        except reports.NothingToReport:
            self.stdout.write(f"The comment of report {report.reference} is gone already.")
        else:
            self.stdout.write(f"{objection.reference}: objection to the decision on {report.reference}")
