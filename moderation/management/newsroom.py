"""What editors and moderators do in the demo's discussions."""

from datetime import datetime, timedelta
from typing import Any

from accounts.demo import MAILBOXES
from accounts.models import User
from articles.models import Article
from moderation.actions import (
    appeals,
    badges,
    choices,
    decisions,
    mistakes,
    sanctions,
    second_judgements,
    suspensions,
    threads,
    warnings,
)
from moderation.actions.statements import Reasons
from moderation.asking import Session
from moderation.badges import BadgeKind
from moderation.enums import AppealOutcome, MistakeState, SanctionKind, SecondVerdict
from moderation.management.stage import Act, Stage, Step
from moderation.models import Appeal, Decision, Ground, Mistake, RuleExample, SampledDecision, SampleRound


def _ask(_stage: Stage, step: Step, article: Article, at: datetime) -> None:
    """Let readers ask experts for some hours, and experts answer for some more (C56)."""
    ends_at = at + timedelta(hours=step["lasts"])
    session = Session(at, ends_at, ends_at + timedelta(hours=step["answers"]))
    threads.ask(article=article, session=session, by=User.objects.get(email=f"editor{MAILBOXES}"), now=at)


def _choose(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    comment, editor = stage.comment(step["of"]), stage.person(step["by"])
    place = choices.Place(step["in"]) if "in" in step else None
    choices.choose(comment=comment, version=comment.version, why=step["why"], by=editor, now=at, place=place)


def _vouch(stage: Stage, step: Step, article: Article, at: datetime) -> None:
    person, kind, by = stage.person(step["whom"]), BadgeKind(step["kind"]), User.objects.get(email=f"editor{MAILBOXES}")
    badges.give(person=person, kind=kind, article=article, words=step["words"], by=by, now=at)


def _put_right(stage: Stage, step: Step, article: Article, at: datetime) -> None:
    """Answer with the correction that is recorded already, as its editor does."""
    mistake = Mistake.objects.with_context().get(comment=stage.said[step["of"]])
    made = article.corrections.select_related("made_by").latest("pk")
    answer = mistakes.Answer(MistakeState.CORRECTED, step["answer"], correction=made)
    mistakes.take(mistake=mistake, by=made.made_by, now=at)
    mistakes.answer(mistake=mistake, answer=answer, by=made.made_by, now=at)


def _decide(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Publish, remove or redact."""
    comment = stage.comment(step["of"])
    more: dict[str, Any] = {}  # what the act needs besides
    if step["act"] in ("remove", "redact"):
        more["reasons"] = _reasons(step)
    if step["act"] == "redact":
        more["body"] = step["body"]
    act = getattr(decisions, step["act"])
    act(comment=comment, version=comment.version, moderator=stage.person(step["by"]), now=at, **more)


def _block(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    evidence = stage.comment(step["of"])
    sanctions.impose(
        kind=SanctionKind.BLOCK,
        subject=evidence.author,
        moderator=stage.person(step["by"]),
        reasons=_reasons(step),
        milder_measure_note=step["milder"],
        conduct_at=evidence.submitted_at,
        evidence=evidence,
        now=at,
    )


def _warn(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    evidence = stage.comment(step["of"])
    warnings.warn(evidence=evidence, moderator=stage.person(step["by"]), reasons=_reasons(step), now=at)


def _suspend(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    evidence, moderator = stage.comment(step["of"]), stage.person(step["by"])
    suspensions.suspend(evidence=evidence, moderator=moderator, reasons=_reasons(step), days=step["days"], now=at)


def _answer(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    letter = Appeal.objects.open().filter(person=stage.person(step["of"])).get()
    appeals.decide(
        appeal=letter,
        moderator=stage.person(step["by"]),
        outcome=AppealOutcome(step["outcome"]),
        answer=step["answer"],
        now=at,
    )


def _again(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Draw the decision about a comment, as if its lot had come up, and let a colleague judge it, if one is named."""
    made = Decision.objects.filter(comment=stage.said[step["of"]], measure__in=second_judgements.DRAWN)
    decision = made.exclude(decided_by=None).latest("pk")
    numbers = {"share": 5, "fewest": 5, "decided": 1, "drawn": 1}
    drawn = SampleRound.objects.create(begins_at=at - timedelta(days=1), ends_at=at, **numbers)
    sampled = SampledDecision.objects.create(decision=decision, round=drawn, chance=1)
    if "by" in step:
        ground = Ground.objects.get(pk=step["ground"]) if "ground" in step else None
        verdict = SecondVerdict.REMOVE if ground else SecondVerdict.PUBLISH
        by, note = stage.person(step["by"]), step.get("note", "")
        second_judgements.judge(sampled=sampled, verdict=verdict, ground=ground, note=note, by=by, now=at)


def _example(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Keep what was judged differently as an example of a rule."""
    comment, by = stage.comment(step["of"]), stage.person(step["by"])
    RuleExample.objects.create(
        ground=Ground.objects.get(pk=step["ground"]),
        breaks_it=step["breaks"],
        language=comment.language,
        text=step["text"],
        why=step["why"],
        is_public=step.get("public", False),
        comment=comment,
        made_by=by,
        made_at=at,
    )


def _reasons(step: Step) -> Reasons:
    return Reasons(ground=Ground.objects.get(pk=step["ground"]), facts=step["facts"], why=step["why"])


ACTS: dict[str, Act] = {
    "ask": _ask,
    "choose": _choose,
    "vouch": _vouch,
    "put-right": _put_right,
    "publish": _decide,
    "remove": _decide,
    "redact": _decide,
    "warn": _warn,
    "suspend": _suspend,
    "block": _block,
    "answer": _answer,
    "again": _again,
    "example": _example,
}
