"""What has to be true of the rows at any moment, whatever was killed: each breach in words."""

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone

from accounts.chain import verifying
from accounts.models import Closure, ErasedPerson, OutboxItem, RightsRequest, Session, User
from accounts.privacy import sealing
from moderation import lifecycle
from moderation.enums import (
    ACCOUNT_MEASURES,
    RESTRICTIONS,
    AppealOutcome,
    AppealState,
    HearingOutcome,
    Measure,
    SanctionState,
)
from moderation.models import (
    Appeal,
    Comment,
    Decision,
    Hearing,
    Report,
    Sanction,
    SealedCopy,
    StatementOfReasons,
    Thread,
)

BLOCKS = {Measure.BLOCK, Measure.CLOSE}


def breaches() -> list[str]:
    """Say everything that is half done, doubled or missing."""
    keys = set(OutboxItem.objects.values_list("key", flat=True))
    return [
        *_comments(),
        *_restrictions(keys),
        *_sanctions(),
        *_hearings(keys),
        *_letters(keys),
        *_leaving(keys),
        *_questions(keys),
        *_seals(),
        *_chain(),
    ]


def _chain() -> Iterator[str]:
    if fault := verifying.verify(now=timezone.now()).fault:
        yield str(fault)


def _comments() -> Iterator[str]:
    for comment in Comment.objects.all():
        told = sorted(comment.decisions.exclude(measure__in=ACCOUNT_MEASURES), key=lambda one: one.pk)
        measures = [Measure(one.measure) for one in told]
        if lifecycle.replay(measures) != comment.status:
            yield f"comment {comment.pk} is {comment.status}, its decisions say {measures}"
    for thread in Thread.objects.all():
        under = Comment.objects.filter(article=thread.article_id)
        found = (under.readable().count(), under.count())
        if found != (thread.published_count, thread.last_number):
            yield f"thread {thread.pk} counts {thread.published_count}, {thread.last_number}; there are {found}"


def _restrictions(keys: set[str]) -> Iterator[str]:
    for decision in Decision.objects.filter(measure__in=RESTRICTIONS, statement=None, omission=""):
        yield f"decision {decision.pk} restricts without a statement"
    for statement in StatementOfReasons.objects.filter(decision=None):
        yield f"statement {statement.pk} has no decision"
    for statement in StatementOfReasons.objects.filter(person__erased_at=None):
        if f"statement:{statement.reference}" not in keys:
            yield f"statement {statement.reference} has no letter"


def _sanctions() -> Iterator[str]:
    imposed = set(Sanction.objects.values_list("imposed_by_decision", flat=True))
    for decision in Decision.objects.filter(measure__in=BLOCKS):
        if decision.pk not in imposed:
            yield f"decision {decision.pk} blocks without a sanction"
    standing = Counter(Sanction.objects.filter(state=SanctionState.IN_FORCE).values_list("subject", flat=True))
    blocked = set(User.objects.filter(blocked_at__isnull=False, erased_at=None).values_list("pk", flat=True))
    there = set(User.objects.filter(pk__in=standing, erased_at=None).values_list("pk", flat=True))
    if there != blocked:
        yield f"sanctions stand against {there - blocked} who are not blocked, none against {blocked - there} who are"
    if max(standing.values(), default=0) > 1:
        yield "two sanctions are in force against one person"
    if Session.objects.filter(user__in=blocked, created_at__lt=_blocked_at()).exists():
        yield "a blocked person's session goes on"


def _blocked_at() -> object:
    from django.db.models import F

    return F("user__blocked_at")


def _hearings(keys: set[str]) -> Iterator[str]:
    for hearing in Hearing.objects.select_related("case").filter(person__erased_at=None):
        if f"hearing:{hearing.reference}" not in keys:
            yield f"hearing {hearing.reference} was announced to nobody"
        if (hearing.case.closed_at is None) != (hearing.decided_at is None):
            yield f"hearing {hearing.reference} is {hearing.outcome or 'open'}, its case is not"
        if hearing.outcome == HearingOutcome.BLOCKED and not Sanction.objects.filter(hearing=hearing).exists():
            yield f"hearing {hearing.reference} ended with a block that there is not"
    for sanction in Sanction.objects.filter(hearing__isnull=False, hearing__decided_at=None):
        yield f"sanction {sanction.pk} follows a hearing that is open"


def _letters(keys: set[str]) -> Iterator[str]:
    for appeal in Appeal.objects.filter(person__erased_at=None).exclude(state=AppealState.INCOMPLETE):
        if appeal.case and f"letter_received:{appeal.reference}:" not in keys:
            yield f"letter {appeal.reference} was never confirmed"
        if appeal.state == AppealState.DECIDED and f"letter_decided:{appeal.reference}:" not in keys:
            yield f"letter {appeal.reference} was answered to nobody"
        # what was lifted may be found to have been wrong by a review that was waiting
        ended = {SanctionState.LIFTED, SanctionState.ANNULLED}
        if appeal.outcome == AppealOutcome.LIFTED and appeal.sanction.state not in ended:
            yield f"letter {appeal.reference} says lifted, the sanction is {appeal.sanction.state}"


def _leaving(keys: set[str]) -> Iterator[str]:
    for closure in Closure.objects.select_related("person"):
        if closure.erased_at is None and closure.cancelled_at is None:
            if closure.person.closing_at is None:
                yield f"closure {closure.pk} hides nobody"
            if f"closing:{closure.pk}:closing" not in keys:
                yield f"closure {closure.pk} was confirmed to nobody"
        elif closure.erased_at and (closure.person.erased_at is None or closure.person.email):
            yield f"closure {closure.pk} is done, the person is there"
    erased = User.objects.filter(erased_at__isnull=False)
    if erased.count() != ErasedPerson.objects.count():
        yield f"{erased.count()} are erased, {ErasedPerson.objects.count()} stand in the ledger"
    for comment in Comment.objects.filter(author__in=erased).exclude(body=""):
        yield f"comment {comment.pk} outlived its author"


def _questions(keys: set[str]) -> Iterator[str]:
    for asked in RightsRequest.objects.filter(person__erased_at=None, person__isnull=False):
        if f"rights_received:{asked.reference}" not in keys:
            yield f"question {asked.reference} was never confirmed"
        if asked.answered_at and f"rights_answered:{asked.reference}" not in keys:
            yield f"question {asked.reference} was answered to nobody"


def _seals() -> Iterator[str]:
    copies = {copy.comment_id: copy for copy in SealedCopy.objects.all()}
    for report in Report.objects.open().filter(comment__erased_at__isnull=False):
        if report.comment_id not in copies:
            yield f"report {report.reference} waits, its comment is erased, and there is no sealed copy"
    for comment in Comment.objects.filter(pk__in=copies, erased_at=None):
        yield f"comment {comment.pk} stands, and has a sealed copy"
    for copy in copies.values():
        if not sealing.opened(copy.key, bytes(copy.data)):
            yield f"the sealed copy of comment {copy.comment_id} says nothing"
