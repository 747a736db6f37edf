"""Letters that come by e-mail or on paper: put together from their parts, then treated as any other."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from moderation import notices
from moderation.actions import appeals
from moderation.enums import RESTRICTIONS, AppealKind, AppealState, Channel, SanctionState
from moderation.letters import Letter
from moderation.models import Appeal, Sanction, Scan, StatementOfReasons
from moderation.screening import languages

#: A date further back is a wrong clock, not the day a letter came.
BELIEVED = timedelta(days=365)
#: How likely a letter must be in one of the site's languages to be answered in it.
SURE = 0.8
#: A letter asks for a review, which is possible after a second sanction too, when its subject says so.
REVIEW = re.compile(r"\breview|überprüf|réexam|reexam|مراجعة", re.IGNORECASE)


@transaction.atomic
def receive(*, letter: Letter, now: datetime, channel: Channel = Channel.EMAIL) -> Appeal:
    """File a letter that came by mail or on paper; the same message twice is one letter.

    An incomplete letter is answered with what is missing. What comes later is added to it, and it keeps the day it
    first came (D11). What somebody adds to an open letter of theirs is read with it. Raises AlreadyOpen where another
    letter about the decision waits for its answer.
    """
    if letter.message_id and (known := Appeal.objects.filter(message_id=letter.message_id).order_by("pk").first()):
        return known
    answered = _answered(letter)
    if answered and answered.state == AppealState.OPEN:
        return _add(letter.explanation, answered)
    begun = answered if answered and answered.state == AppealState.INCOMPLETE else _begun(letter)
    appeal = begun or Appeal(
        kind=AppealKind.RESTORATION,
        channel=channel,
        state=AppealState.INCOMPLETE,
        sender=letter.sender,
        received_at=_arrived(letter, now),
        # who answers our answer need not repeat whose account it is about
        user_id=answered.user_id if answered else "",
        language=_language(letter),
    )
    appeal.message_id = letter.message_id
    appeal.subject = appeal.subject or letter.subject
    appeal.user_id = appeal.user_id or letter.user_id
    appeal.explanation = appeals.together(appeal.explanation, letter.explanation)
    appeal.missing = missing_parts(appeal)
    _find_decision(appeal, letter.statement or (_statement_of(answered) if answered else ""))
    other = appeals.waiting(appeal) if appeal.person else None
    if other and other.state == AppealState.OPEN:
        return _joined(appeal, other, letter)
    scans = _take_in(appeal, other) if other else []
    if appeal.missing:
        appeal.save()
        notices.letter_incomplete(appeal, now=now)
    else:
        appeal = appeals.enter(appeal, now)
    _hand_on(scans, appeal)
    return appeal


def missing_parts(appeal: Appeal) -> list[str]:
    """Name the parts of the letter that are missing, in the order in which people are told."""
    return [part for part in ("subject", "user_id", "explanation") if not getattr(appeal, part).strip()]


def _arrived(letter: Letter, now: datetime) -> datetime:
    """Say when the letter came: when it says so itself, unless that cannot be."""
    sent = letter.sent_at
    return sent if sent and now - BELIEVED <= sent <= now else now


def _language(letter: Letter) -> str:
    """Say in which language to ask somebody for what is missing: the one of their account, or the one they write."""
    known = User.objects.filter(email=letter.sender).values_list("language", flat=True).first()
    site = dict(settings.LANGUAGES)
    guessed, _others, ours = languages.identify(f"{letter.subject}\n{letter.explanation}", frozenset(site))
    return known or (guessed if guessed in site and ours > SURE else settings.LANGUAGE_CODE)


def _answered(letter: Letter) -> Appeal | None:
    """Find the letter whose answer of ours this answers. Its reference is known to its writer alone."""
    return Appeal.objects.filter(reference=letter.reference).first() if letter.reference else None


def _begun(letter: Letter) -> Appeal | None:
    """Find the incomplete letter of this sender that the message goes on."""
    if not letter.sender or letter.reference:
        return None
    waiting = Appeal.objects.filter(state=AppealState.INCOMPLETE, sender=letter.sender)
    return waiting.order_by("-received_at").first()


def _joined(appeal: Appeal, other: Appeal, letter: Letter) -> Appeal:
    """Add a letter to the open one about the same decision, where both come from the same person."""
    if letter.sender not in _addresses(other):
        raise appeals.AlreadyOpen(other)
    if appeal.pk:
        appeal.scans.update(letter=other)
        Appeal.objects.filter(pk=appeal.pk).delete()
    return _add(appeal.explanation, other)


def _take_in(appeal: Appeal, other: Appeal) -> list[Scan]:
    """Make one of two unfinished letters about the same decision: whoever began another keeps nobody from writing.

    Return the scans of the letter that is gone, which the other one has from now on.
    """
    scans = list(other.scans.all())
    appeal.received_at = min(appeal.received_at, other.received_at)
    appeal.subject = appeal.subject or other.subject
    appeal.explanation = appeals.together(other.explanation, appeal.explanation)
    appeal.missing = missing_parts(appeal)
    other.delete()
    return scans


def _hand_on(scans: list[Scan], appeal: Appeal) -> None:
    for scan in scans:
        scan.letter = appeal
    Scan.objects.bulk_create(scans)


def _add(words: str, appeal: Appeal) -> Appeal:
    """Put what came later below an open letter, for whoever answers it."""
    appeal.explanation = appeals.together(appeal.explanation, words)
    appeal.save(update_fields=["explanation"])
    return appeal


def _addresses(appeal: Appeal) -> Iterable[str]:
    """Name the mailboxes from which the writer of a letter may add to it."""
    own = appeal.person.email if appeal.person else None
    return {address.lower() for address in (appeal.sender, own) if address}


def _statement_of(appeal: Appeal) -> str:
    statement = appeal.contested.statement if appeal.contested else None
    return statement.reference if statement else ""


def _find_decision(appeal: Appeal, reference: str) -> None:
    """Find whose account the letter is about, and which decision. An ID that nothing was decided about is missing."""
    if not appeal.user_id:
        return
    person = User.objects.filter(public_id=appeal.user_id).first()
    statement = _statement(person, reference) if person else None
    if person is None or statement is None:
        appeal.user_id = ""
        appeal.missing = missing_parts(appeal)
        return
    sanction = Sanction.objects.filter(imposed_by_decision__statement=statement).first()
    appeal.person, appeal.language, appeal.sanction = person, person.language, sanction
    appeal.contested, appeal.contested_by = statement.decision, statement.decision.decided_by
    appeal.kind = _kind(sanction, appeal.subject)


def _statement(person: User, reference: str) -> StatementOfReasons | None:
    """Find the reasons that the letter is about: those it names, or the sanction in force, or the newest."""
    about = StatementOfReasons.objects.filter(person=person, measure__in=RESTRICTIONS).select_related("decision")
    in_force = Q(decision__sanction__state=SanctionState.IN_FORCE)
    named = about.filter(reference=reference).first() if reference else None
    return named or about.filter(in_force).order_by("-pk").first() or about.order_by("-pk").first()


def _kind(sanction: Sanction | None, subject: str) -> AppealKind:
    if sanction is None:
        return AppealKind.COMPLAINT
    if REVIEW.search(subject) or sanction.state != SanctionState.IN_FORCE:
        return AppealKind.REVIEW
    return AppealKind.RESTORATION
