"""What authors do with their comments: submit, edit, withdraw."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.rows import made
from moderation import permissions
from moderation.actions import facts, flood, judging, lately, ledger, nudges, policies, questions
from moderation.actions.facts import Place
from moderation.actions.judging import Judged
from moderation.enums import Discussion, Measure, Status
from moderation.models import Comment
from moderation.screening import Form, Settings

#: A form without a token of its own, sent twice within this time, is one comment.
SAME_FORM = timedelta(minutes=10)


class DiscussionClosed(Exception):
    """The article takes no comments now."""

    def __init__(self, message: str = "") -> None:
        self.message = message
        super().__init__(message)


class RulesNotAccepted(PermissionError):
    """The author has not accepted the comment rules in force (C42)."""


class Warned(PermissionError):
    """The author has not said yet that they have read a warning (C65)."""


class Suspended(PermissionError):
    """The author is suspended from commenting (C64)."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"The author may comment again from {until}.")


class NotAllowed(PermissionError):
    """This account may not do that with comments."""


class TooLong(ValueError):
    """The comment has more characters than a comment may have."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"A comment may have {most} characters.")


class EditWindowClosed(Exception):
    """The time to edit is over; withdrawing is still possible."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(f"This comment could be edited until {until}.")


@dataclass(frozen=True)
class Submission:
    """What came with the form. `network` is a keyed hash (moderation.networks), empty when unknown."""

    body: str
    token: str = ""
    network: str = ""
    is_final: bool = False
    #: None where no form was filled in, as in an import.
    form: Form | None = None
    #: Whether the author was asked to think again before.
    was_asked: bool = False


def submit(*, author: User, place: Place, submission: Submission, now: datetime) -> Comment:
    """Screen a comment and publish or hold it. Sent twice by one form, it is one comment.

    Raises NotAllowed, RulesNotAccepted, Suspended, Warned, DiscussionClosed, questions.NotTheirTurn, TooLong,
    flood.TooFast, and judging.Reconsider unless the author has seen what touches a rule (`is_final`): then a person
    decides. The screening runs before the transaction, so that no writer waits for it.
    """
    _check_author(author, place)
    if place.is_warned:
        raise Warned
    part = questions.part(author=author, place=place, now=now)
    settings = policies.settings(place.ruleset)
    _check_length(submission.body, settings)
    token = _token(author, place, submission, now)
    prints = facts.prints(submission.body, place.article)
    since = judging.copies_since(settings, now)
    most = int(settings.limit("flood_by_article"))
    recent = lately.recent(author=author, place=place, prints=prints, since=since, now=now, token=token, most=most)
    if already := recent.already():
        return already
    flood.check(place=place, recent=recent, network=submission.network, settings=settings, now=now)
    judged = judging.judge(
        author=author,
        place=place,
        body=submission.body,
        prints=prints,
        recent=recent,
        settings=settings,
        now=now,
        form=submission.form,
    )
    try:
        measure = judging.outcome(judged, place, settings, is_final=submission.is_final)
    except judging.Reconsider as asked:
        nudges.ask(form=submission.token, verdict=asked.verdict, now=now)
        raise
    if submission.was_asked:
        is_published = measure == Measure.PUBLISH
        nudges.answer(form=submission.token, is_final=submission.is_final, is_published=is_published)
    comment = _new(author, place, token, judged, now)
    comment.part = part
    try:
        return _enter(comment, measure, judged, place, now)
    except IntegrityError:
        twin = Comment.objects.filter(submission=token).order_by("pk").first()
        if twin is None:
            raise
        return twin


def edit(*, comment: Comment, version: int, submission: Submission, now: datetime) -> Comment:
    """Replace a comment's text within the edit window, screened as if it were new; the one before is kept (C6, C7).

    What waits for a moderator goes on waiting. Raises EditWindowClosed, ledger.StaleComment, and what `submit` does.
    """
    place = facts.place(author=comment.author, now=now, article=comment.article_id)
    _check_author(comment.author, place)
    settings = policies.settings(place.ruleset)
    until = editable_until(comment, settings)
    if (until and now > until) or not permissions.may_edit(comment.author, comment):
        raise EditWindowClosed(until or now)
    if submission.body == comment.body:
        return comment
    _check_length(submission.body, settings)
    judged = judging.judge_anew(comment=comment, body=submission.body, place=place, settings=settings, now=now)
    measure = judging.outcome(judged, place, settings, is_final=submission.is_final)
    if comment.status == Status.HELD or comment.redacted_at:
        measure = Measure.HOLD
    return _replace(comment, version=version, measure=measure, judged=judged, place=place, now=now)


def withdraw(*, comment: Comment, now: datetime) -> Comment:
    """Take the author's own comment back, at any time; its place and the replies stay (C8)."""
    while comment.withdrawn_at is None:
        try:
            # the form that made it may make it again
            ledger.change(comment=comment, withdrawn_at=now, submission=None)
        except ledger.StaleComment:
            # Somebody decided meanwhile, which does not touch the author's right: take it as it is now.
            comment = Comment.objects.with_context().get(pk=comment.pk)
    return comment


def editable_until(comment: Comment, settings: Settings) -> datetime | None:
    """Tell when the edit window of a comment closes; what waits and no reader has seen is open as long as it waits."""
    if comment.status == Status.HELD and comment.placed_at is None:
        return None
    return comment.submitted_at + timedelta(minutes=settings.limit("edit_window_minutes"))


def _enter(comment: Comment, measure: Measure, judged: Judged, place: Place, now: datetime) -> Comment:
    """Store a comment with its decision, its findings and its case; most have neither of these."""
    last = place.last_number
    is_ordinary = measure == Measure.PUBLISH and not judged.verdict.findings
    if is_ordinary:
        if not ledger.enter_at_once(comment=comment, measure=measure, now=now, last_number=last):
            ledger.enter(comment=comment, measure=measure, now=now, last_number=last)
        return comment
    with transaction.atomic():
        ledger.enter(comment=comment, measure=measure, now=now, last_number=last)
        judging.keep_findings(comment, judged, place, now)
    return comment


@transaction.atomic
def _replace(
    comment: Comment, *, version: int, measure: Measure, judged: Judged, place: Place, now: datetime
) -> Comment:
    ledger.record(comment=comment, version=version, measure=measure, text=judged.text, now=now)
    Comment.objects.filter(pk=comment.pk).update(
        ruleset=judged.verdict.ruleset, failed_rules=judging.failed_rules(judged.verdict)
    )
    judging.keep_findings(comment, judged, place, now)
    return comment


def _new(author: User, place: Place, token: UUID, judged: Judged, now: datetime) -> Comment:
    return made(
        Comment,
        article=place.article,
        author=author,
        parent=place.parent,
        submission=token,
        language=judged.verdict.language or place.article.edition_id,
        submitted_at=now,
        ruleset=judged.verdict.ruleset,
        failed_rules=judging.failed_rules(judged.verdict),
        **vars(judged.text),
    )


def _check_author(author: User, place: Place) -> None:
    if not permissions.may_comment(author):
        raise NotAllowed
    if not place.has_accepted_rules:
        raise RulesNotAccepted
    if place.suspended_until:
        raise Suspended(place.suspended_until)
    if place.discussion in (Discussion.READ_ONLY, Discussion.CLOSED):
        raise DiscussionClosed(place.message)


def _check_length(body: str, settings: Settings) -> None:
    most = int(settings.limit("longest_comment"))
    if len(body) > most:
        raise TooLong(most)


def _token(author: User, place: Place, submission: Submission, now: datetime) -> UUID:
    """Name what was sent: the same form with the same text is the same comment, another text is another one."""
    form = submission.token or int(now.timestamp() // SAME_FORM.total_seconds())
    parent = place.parent.pk if place.parent else ""
    return uuid5(NAMESPACE_URL, f"{form}/{author.pk}/{place.article.pk}/{parent}/{submission.body}")
