"""Judging a text by all rules: with what facts, with what outcome, and what is kept of it."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings as site

from accounts.models import User
from accounts.prepared import PreparedInsert
from accounts.rows import made
from accounts.safety.sanitize import clean_comment
from moderation import risk
from moderation.actions import facts, lately, ledger, queue
from moderation.actions.facts import Place, Prints
from moderation.actions.lately import Recent
from moderation.enums import Discussion, Measure, Status
from moderation.models import Comment, Finding
from moderation.screening import Action, Draft, Facts, Form, Settings, Verdict, screen
from moderation.screening import Finding as Found
from moderation.screening.rules import RULES

#: The ground of organised near-copies.
COPY_GROUND = 16
_FINDING = PreparedInsert(Finding)
#: What stands in a case's reasons while a check of one of its comments has failed.
CHECK_FAILED = "check-failed"
EVERY = frozenset(rule.name for rule in RULES)


class Reconsider(Exception):
    """Nothing was stored: the author is shown what touches which rule, and may change it or send it as it is (C20)."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("The author is asked to think again.")


@dataclass(frozen=True)
class Judged:
    """A text with all that was found in it."""

    text: ledger.Text
    verdict: Verdict
    copied: tuple[Comment, ...]
    #: So much of the author's was removed that all waits; ends as removals grow old or others are approved (C58).
    is_record_poor: bool = False


def judge(
    *,
    author: User,
    place: Place,
    body: str,
    prints: Prints,
    recent: Recent,
    settings: Settings,
    now: datetime,
    form: Form | None = None,
) -> Judged:
    """Clean the text and let every rule see it, with the facts it may need."""
    draft = Draft(
        body=body,
        languages=(place.article.edition_id,),
        title=place.article.title,
        article=facts.article_text(place.article),
    )
    alike = settings.limit("repeat_likeness")
    near = lately.comparable(recent.near, prints, alike=alike)
    own = lately.comparable(recent.own, prints, alike=alike)
    known = Facts(
        author=str(author.pk),
        approved_count=place.record.approved,
        now=now,
        by_author=lately.earlier(recent.own, own),
        on_article=lately.earlier(near, near),
        thread=recent.beside(place.article),
        publisher_names=tuple(site.PUBLISHER_NAMES),
        form=form,
    )
    verdict = screen(draft, known, settings)
    is_copy = any(found.action > Action.NONE for found in verdict.under(COPY_GROUND))
    copied = lately.copies(near, body, place.article, alike=alike) if is_copy else ()
    is_poor = place.record.is_surely_above(
        settings.limit("personal_hold_share") / 100, sample=settings.limit("personal_hold_sample")
    )
    return Judged(ledger.Text(body, clean_comment(body), **vars(prints)), verdict, copied, is_poor)


def judge_anew(*, comment: Comment, body: str, place: Place, settings: Settings, now: datetime) -> Judged:
    """Let every rule see what a comment says or would say, beside what others and its author wrote lately."""
    prints = facts.prints(body, place.article)
    since = copies_since(settings, now)
    recent = lately.recent(author=comment.author, place=place, prints=prints, since=since, now=now)
    return judge(
        author=comment.author,
        place=place,
        body=body,
        prints=prints,
        recent=recent.without(comment),
        settings=settings,
        now=now,
    )


def copies_since(settings: Settings, now: datetime) -> datetime:
    """Tell how far back near-copies make one campaign."""
    return now - timedelta(hours=settings.limit("copy_window_hours"))


def outcome(judged: Judged, place: Place, settings: Settings, *, is_final: bool) -> Measure:
    """Publish, hold, or ask the author first: raises Reconsider unless the author has seen what touches a rule.

    What an entry of a list refuses, the author has to change (C19).
    """
    verdict = judged.verdict
    if verdict.action == Action.REFUSE:
        raise Reconsider(verdict)
    if verdict.failed or verdict.action == Action.HOLD:
        return Measure.HOLD
    if any(finding.action == Action.NUDGE for finding in verdict.findings):
        if not is_final:
            raise Reconsider(verdict)
        return Measure.HOLD
    return Measure.HOLD if _must_wait(judged, place, settings) else Measure.PUBLISH


def _must_wait(judged: Judged, place: Place, settings: Settings) -> bool:
    """Say whether it waits in any case: for the discussion's mode, the author's newness or record (C23, C24, C58)."""
    has_link = "<a " in judged.text.html
    return (
        place.discussion == Discussion.HELD
        or (place.discussion == Discussion.LINKS_HELD and has_link)
        or place.record.approved < settings.limit("newcomer_comments")
        or judged.is_record_poor
    )


def keep_findings(comment: Comment, judged: Judged, place: Place, now: datetime, rules: Container[str] = EVERY) -> None:
    """Store what every rule saw, or only some, and let the comment wait for a person where something asks for one."""
    verdict = judged.verdict
    for found in verdict.findings:
        if found.rule in rules:
            _FINDING.store(_finding(comment, found))
    if comment.status != Status.HELD and verdict.action < Action.FLAG:
        return
    weight = risk.total(
        risk.of_findings([(f.action.word, f.score) for f in verdict.findings], is_incomplete=bool(verdict.failed)),
        1,
        record=place.record,
    )
    reasons = [*_reasons(verdict), *(["record"] if judged.is_record_poor else [])] or ["waits"]
    if judged.copied:
        queue.join(comment=comment, copied=judged.copied, reasons=reasons, risk=weight, now=now)
    else:
        queue.put(comment=comment, reasons=reasons, risk=weight, now=now)


def _finding(comment: Comment, found: Found) -> Finding:
    return made(
        Finding,
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
        entry_id=found.entry,
    )


def _reasons(verdict: Verdict) -> list[str]:
    """Name why a comment waits, for the queue's list."""
    grounds = [f"ground:{ground}" if ground else "language" for ground in verdict.grounds]
    return [*grounds, *([CHECK_FAILED] if verdict.failed else [])]


def failed_rules(verdict: Verdict) -> str:
    """Name the rules that failed, as the comment's column holds them."""
    return ",".join(verdict.failed)[:200]
