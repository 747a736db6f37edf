"""Mistakes that readers report in articles: told, taken by somebody in the newsroom, answered (C85)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.privacy.matching import by_address
from articles.actions import corrections
from articles.actions.corrections import Note
from articles.models import Correction
from moderation import notices, permissions
from moderation.actions import flood, ledger
from moderation.enums import MistakeState
from moderation.models import Comment, CorrectionCredit, Mistake
from moderation.screening import Settings


class NothingToCorrect(ValueError):
    """The comment is no longer shown to anybody."""


class NotAllowed(PermissionError):
    """This person does not answer for what articles say."""


class HasIt(ValueError):
    """Somebody else has taken the task meanwhile."""

    def __init__(self, person: User) -> None:
        self.person = person
        super().__init__(f"{person} has taken this task.")


class Answered(ValueError):
    """The mistake has been answered already."""


class NoSuchAnswer(ValueError):
    """The correction or the earlier report is not one of this article's, or repeats another itself."""


@dataclass(frozen=True)
class Told:
    """What a reader says is wrong. `network` is a keyed hash (moderation.networks), empty when unknown."""

    text: str
    email: str = ""
    language: str = "en"
    network: str = ""


@dataclass(frozen=True)
class Answer:
    """What the newsroom finds: corrected by a correction that is there or by a new one, no mistake, or told before."""

    state: MistakeState
    words: str = ""
    correction: Correction | None = None
    note: Note | None = None
    repeats: Mistake | None = None


@transaction.atomic
def tell(*, comment: Comment, told: Told, reporter: User | None, settings: Settings, now: datetime) -> Mistake:
    """Open a task for the newsroom, with a reference. The same words sent twice are one task.

    Raises NothingToCorrect and flood.TooFast.
    """
    comment = Comment.objects.with_context().select_for_update(of=("self",)).get(pk=comment.pk)
    if not comment.is_readable:
        raise NothingToCorrect
    same = Mistake.objects.open().filter(comment=comment, reporter=reporter, email=told.email, text=told.text.strip())
    if earlier := same.order_by("pk").first():
        return earlier
    flood.check_mistakes(reporter, told.network, settings)
    mistake = Mistake.objects.create(
        comment=comment,
        text=told.text.strip(),
        reporter=reporter,
        email=told.email,
        language=told.language,
        received_at=now,
    )
    notices.mistake_received(mistake, now=now)
    return mistake


def take(*, mistake: Mistake, by: User, now: datetime) -> None:
    """Say that one looks at it, also in the place of the colleague whose name one has seen there.

    Raises HasIt where somebody else was quicker, Answered, NotAllowed.
    """
    _change_hands(mistake, by, taken_by=by, taken_at=now)


def give_back(*, mistake: Mistake, by: User) -> None:
    """Leave the task to others. Raises HasIt where somebody else has it by now, Answered, NotAllowed."""
    _change_hands(mistake, by, taken_by=None, taken_at=None)


def _change_hands(mistake: Mistake, by: User, *, taken_by: User | None, taken_at: datetime | None) -> None:
    _demand(mistake, by)
    as_seen = Mistake.objects.open().filter(pk=mistake.pk, taken_by=mistake.taken_by_id)
    if not as_seen.update(taken_by=taken_by, taken_at=taken_at):
        fresh = Mistake.objects.with_context().get(pk=mistake.pk)
        if fresh.state != MistakeState.OPEN:
            raise Answered
        if fresh.taken_by != taken_by:  # a button pressed twice has done it already
            raise HasIt(fresh.taken_by) if fresh.taken_by else Answered


@transaction.atomic
def answer(*, mistake: Mistake, answer: Answer, by: User, now: datetime) -> Mistake:
    """Answer whoever reported it, and credit the comment where the article was put right.

    Who reported the same before the newsroom knew is told, too. Raises Answered, NoSuchAnswer, NotAllowed, and what
    recording a correction raises (articles.actions.corrections).
    """
    _demand(mistake, by)
    _hold(mistake, answer.repeats)
    _demand_of_article(mistake, answer)
    correction = answer.correction
    if answer.note:
        correction = corrections.record(article=mistake.comment.article, note=answer.note, by=by, now=now)
    settled = (
        Mistake.objects.open()
        .filter(pk=mistake.pk)
        .update(
            state=answer.state,
            answer=answer.words.strip(),
            correction=correction,
            repeats=answer.repeats,
            decided_by=by,
            decided_at=now,
        )
    )
    if not settled:
        raise Answered
    if correction:
        _credit(mistake.comment_id, correction, now)
    fresh = Mistake.objects.with_context().get(pk=mistake.pk)
    _tell_all(fresh, now)
    return fresh


@transaction.atomic
def forget(*, person: User) -> int:
    """Delete what the person reported and nobody has answered: nothing to look into is left of it; return how many.

    What others have reported again stays, without its words: theirs lead to it.
    """
    theirs = Mistake.objects.open().filter(Q(reporter=person) | by_address("email")(person))
    return theirs.filter(repetitions__isnull=True).delete()[0]


def _demand(mistake: Mistake, by: User) -> None:
    """Raise NotAllowed, or OutOfReach where somebody's role holds elsewhere in the paper."""
    if not permissions.may_answer_mistakes(by):
        raise NotAllowed
    permissions.demand(by, permissions.PUT_RIGHT, mistake.comment.article)


def _hold(mistake: Mistake, first: Mistake | None) -> None:
    """Lock both reports: who answers the first meanwhile answers this one, too, or this one is answered by it.

    Raises NoSuchAnswer where the first is gone, or repeats another itself.
    """
    keys = [mistake.pk, *([first.pk] if first else [])]
    held = {one.pk: one for one in Mistake.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if first and (first.pk not in held or held[first.pk].repeats_id):
        raise NoSuchAnswer


def _demand_of_article(mistake: Mistake, answer: Answer) -> None:
    """Raise NoSuchAnswer unless what the answer names is this article's and says what the state needs."""
    article, first = mistake.comment.article_id, answer.repeats
    is_named = {
        MistakeState.CORRECTED: bool(answer.correction or answer.note) and not first,
        MistakeState.NO_MISTAKE: not (answer.correction or answer.note or first),
        MistakeState.DUPLICATE: bool(first) and not (answer.correction or answer.note),
    }
    is_own = answer.correction is None or answer.correction.article_id == article
    is_first = first is None or (first.pk != mistake.pk and first.comment.article_id == article)
    if not (is_named.get(answer.state) and is_own and is_first):
        raise NoSuchAnswer
    if first and mistake.repetitions.exists():  # they would repeat one that repeats another
        raise NoSuchAnswer


def _credit(pk: int, correction: Correction, now: datetime) -> None:
    """Let correction and comment lead to each other; a correction credits the comment that came first."""
    comment = Comment.objects.with_context().select_for_update(of=("self",)).get(pk=pk)
    if comment.placed_at is None or CorrectionCredit.objects.filter(correction=correction).exists():
        return
    CorrectionCredit.objects.create(correction=correction, comment=comment, made_at=now)
    ledger.change(comment=comment, corrected_at=now)


def _tell_all(mistake: Mistake, now: datetime) -> None:
    """Answer who reported it; who repeats a report that is still open is answered with that."""
    if mistake.settled.state == MistakeState.OPEN:
        return
    notices.mistake_answered(mistake, now=now)
    for repetition in mistake.repetitions.with_context().order_by("pk"):
        notices.mistake_answered(repetition, now=now)
