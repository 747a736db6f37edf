"""What authors do with their comments: submit, edit, withdraw."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings as site
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.safety.sanitize import clean_comment
from accounts.safety.text import has_bidi_control
from moderation import permissions, risk
from moderation.actions import facts, flood, ledger, policies, queue
from moderation.actions.facts import Place, Prints, Recent
from moderation.enums import Discussion, Measure, Status
from moderation.models import Comment, Finding
from moderation.screening import Action, Draft, Facts, Settings, Verdict, screen

#: A form without a token of its own, sent twice within this time, is one comment.
SAME_FORM = timedelta(minutes=10)
#: The ground of organised near-copies.
COPY_GROUND = 16


class DiscussionClosed(Exception):
    """The article takes no comments now."""

    def __init__(self, message: str = "") -> None:
        self.message = message
        super().__init__(message)


class RulesNotAccepted(PermissionError):
    """The author has not accepted the comment rules in force (C42)."""


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


class Reconsider(Exception):
    """Nothing was stored: the author is shown what touches which rule, and may change it or send it as it is (C20)."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("The author is asked to think again.")


@dataclass(frozen=True)
class Submission:
    """What came with the form. `network` is a keyed hash (moderation.networks), empty when unknown."""

    body: str
    token: str = ""
    network: str = ""
    is_final: bool = False


@dataclass(frozen=True)
class Judged:
    """A text with all that was found in it."""

    text: ledger.Text
    verdict: Verdict
    copied: tuple[Comment, ...]


def submit(*, author: User, place: Place, submission: Submission, now: datetime) -> Comment:
    """Screen a comment and publish or hold it. Sent twice by one form, it is one comment.

    Raises NotAllowed, RulesNotAccepted, DiscussionClosed, TooLong, flood.TooFast, and Reconsider unless the author
    has seen what touches a rule (`is_final`): then a person decides. The screening runs before the transaction, so
    that no writer waits for it.
    """
    _check_author(author, place)
    settings = policies.settings(place.ruleset)
    _check_length(submission.body, settings)
    token = _token(author, place, submission, now)
    prints = facts.prints(submission.body, place.article)
    recent = _recent(author, place, prints, settings, now)
    if already := recent.sent_as(token):
        return already
    flood.check(place=place, recent=recent, network=submission.network, settings=settings, now=now)
    judged = _judge(
        author=author,
        place=place,
        body=submission.body,
        prints=prints,
        recent=recent,
        settings=settings,
        now=now,
    )
    measure = _outcome(judged, place, settings, is_final=submission.is_final)
    try:
        return _enter(_new(author, place, token, judged, now), measure, judged, place, now)
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
    if now > until or not permissions.may_edit(comment.author, comment):
        raise EditWindowClosed(until)
    if submission.body == comment.body:
        return comment
    _check_length(submission.body, settings)
    prints = facts.prints(submission.body, place.article)
    judged = _judge(
        author=comment.author,
        place=place,
        body=submission.body,
        prints=prints,
        recent=_recent(comment.author, place, prints, settings, now).without(comment),
        settings=settings,
        now=now,
    )
    measure = _outcome(judged, place, settings, is_final=submission.is_final)
    if comment.status == Status.HELD or comment.redacted_at:
        measure = Measure.HOLD
    return _replace(comment, version=version, measure=measure, judged=judged, place=place, now=now)


def withdraw(*, comment: Comment, now: datetime) -> Comment:
    """Take the author's own comment back, at any time; its place and the replies stay (C8)."""
    while comment.withdrawn_at is None:
        try:
            ledger.change(comment=comment, withdrawn_at=now)
        except ledger.StaleComment:
            # Somebody decided meanwhile, which does not touch the author's right: take it as it is now.
            comment = Comment.objects.with_context().get(pk=comment.pk)
    return comment


def editable_until(comment: Comment, settings: Settings) -> datetime:
    """Tell when the edit window of a comment closes."""
    return comment.submitted_at + timedelta(minutes=settings.limit("edit_window_minutes"))


@transaction.atomic
def _enter(comment: Comment, measure: Measure, judged: Judged, place: Place, now: datetime) -> Comment:
    ledger.enter(comment=comment, measure=measure, now=now, last_number=place.last_number)
    _keep_findings(comment, judged, place, now)
    return comment


@transaction.atomic
def _replace(
    comment: Comment, *, version: int, measure: Measure, judged: Judged, place: Place, now: datetime
) -> Comment:
    ledger.record(comment=comment, version=version, measure=measure, text=judged.text, now=now)
    Comment.objects.filter(pk=comment.pk).update(ruleset=judged.verdict.ruleset, failed_rules=_failed(judged.verdict))
    _keep_findings(comment, judged, place, now)
    return comment


def _new(author: User, place: Place, token: UUID, judged: Judged, now: datetime) -> Comment:
    return Comment(
        article=place.article,
        author=author,
        parent=place.parent,
        submission=token,
        language=place.article.edition_id,
        submitted_at=now,
        ruleset=judged.verdict.ruleset,
        failed_rules=_failed(judged.verdict),
        **asdict(judged.text),
    )


def _check_author(author: User, place: Place) -> None:
    if not permissions.may_comment(author):
        raise NotAllowed
    if not place.has_accepted_rules:
        raise RulesNotAccepted
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


def _recent(author: User, place: Place, prints: Prints, settings: Settings, now: datetime) -> Recent:
    since = now - timedelta(hours=settings.limit("copy_window_hours"))
    return facts.recent(author=author, place=place, prints=prints, since=since, now=now)


def _judge(
    *, author: User, place: Place, body: str, prints: Prints, recent: Recent, settings: Settings, now: datetime
) -> Judged:
    """Clean the text and let every rule see it, with the facts it may need."""
    draft = Draft(
        body=body,
        languages=(place.article.edition_id,),
        title=place.article.title,
        article=facts.article_text(place.article),
    )
    known = Facts(
        author=str(author.pk),
        approved_count=place.record.approved,
        now=now,
        by_author=facts.earlier(recent.own),
        on_article=facts.earlier(recent.near),
        publisher_names=tuple(site.PUBLISHER_NAMES),
    )
    verdict = screen(draft, known, settings)
    is_copy = any(found.action > Action.NONE for found in verdict.under(COPY_GROUND))
    copied = facts.copies(recent, body, place.article, alike=settings.limit("repeat_likeness")) if is_copy else ()
    return Judged(ledger.Text(body, clean_comment(body), **asdict(prints)), verdict, copied)


def _outcome(judged: Judged, place: Place, settings: Settings, *, is_final: bool) -> Measure:
    """Publish, hold, or ask the author first (Reconsider)."""
    verdict = judged.verdict
    if verdict.failed or verdict.action == Action.HOLD or _must_wait(judged, place, settings):
        return Measure.HOLD
    if any(finding.action == Action.NUDGE for finding in verdict.findings):
        if not is_final:
            raise Reconsider(verdict)
        return Measure.HOLD
    return Measure.PUBLISH


def _must_wait(judged: Judged, place: Place, settings: Settings) -> bool:
    """Say whether this comment waits in any case: the discussion's mode, the author's newness (C23, C24).

    So does a text that can turn the direction in which it is read.
    """
    has_link = "<a " in judged.text.html
    return (
        place.discussion == Discussion.HELD
        or (place.discussion == Discussion.LINKS_HELD and has_link)
        or place.record.approved < settings.limit("newcomer_comments")
        or has_bidi_control(judged.text.body)
    )


def _keep_findings(comment: Comment, judged: Judged, place: Place, now: datetime) -> None:
    """Store what every rule saw, and let the comment wait for a person where something asks for one."""
    verdict = judged.verdict
    Finding.objects.bulk_create(
        Finding(
            comment=comment,
            version=comment.version,
            rule=found.rule,
            rule_version=found.rule_version,
            ground_id=found.ground,
            score=found.score,
            start=found.start,
            end=found.end,
            is_disguised=found.disguised,
            action=found.action.word,
            detail=found.detail[:100],
        )
        for found in verdict.findings
    )
    if comment.status != Status.HELD and verdict.action < Action.FLAG:
        return
    weight = risk.total(
        risk.of_findings([(f.action.word, f.score) for f in verdict.findings], is_incomplete=bool(verdict.failed)),
        1,
        record=place.record,
    )
    reasons = _reasons(verdict)
    if judged.copied:
        queue.join(comment=comment, copied=judged.copied, reasons=reasons, risk=weight, now=now)
    else:
        queue.put(comment=comment, reasons=reasons, risk=weight, now=now)


def _reasons(verdict: Verdict) -> Iterable[str]:
    """Name why a comment waits, for the queue's list."""
    grounds = [f"ground:{ground}" if ground else "language" for ground in verdict.grounds]
    return [*grounds, *(["check-failed"] if verdict.failed else [])] or ["waits"]


def _failed(verdict: Verdict) -> str:
    return ",".join(verdict.failed)[:200]
