"""The demo's discussions, made by the same acts as on a real site, only earlier in time."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.actions import closing, policies, registration
from accounts.demo import IN_FORCE_FOR, MAILBOXES, PASSWORD
from accounts.enums import Document, Surface, TextsAtErasure
from accounts.models import User
from articles.actions import assignments
from articles.demo import telling
from articles.models import Article
from moderation import permissions
from moderation.actions import (
    appeals,
    appreciations,
    badges,
    choices,
    comments,
    decisions,
    facts,
    letters,
    mistakes,
    reports,
    sanctions,
    suspensions,
    warnings,
)
from moderation.actions import policies as ruleset_policies
from moderation.actions.statements import Reasons
from moderation.badges import BadgeKind
from moderation.enums import AppealKind, AppealOutcome, Measure, MistakeState, SanctionKind
from moderation.letters import Letter
from moderation.models import Appeal, Comment, Ground, Mistake, Sanction

SCRIPT = Path(__file__).parent.parent / "demo"

Step = dict[str, Any]  # a table of TOML


@dataclass
class Stage:
    """Who is there, and what has been said so far."""

    people: dict[str, User]
    said: dict[str, int] = field(default_factory=dict)

    def comment(self, key: str) -> Comment:
        return Comment.objects.with_context().get(pk=self.said[key])

    def person(self, key: str) -> User:
        return User.objects.get(pk=self.people[key].pk)


@transaction.atomic
def load(*, now: datetime) -> int:
    """Let the members join and play what they do, in the order of time; return how many comments there are then.

    The paper and the second privacy policy must be there (articles.demo, accounts.demo).
    """
    people = tomllib.loads((SCRIPT / "people.toml").read_text(encoding="utf-8"))["person"]
    stage = Stage({row["key"]: _person(row, now) for row in people})
    # One slow hash for all of them: nobody has to guess this password.
    joined = [person.pk for person in stage.people.values()]
    User.objects.filter(pk__in=joined).update(password=make_password(PASSWORD))
    for at, article, step in sorted(steps(now), key=lambda act: act[0]):
        ACTS[step.get("act", "write")](stage, step, article, at)
    return len(stage.said)


def steps(now: datetime) -> Iterator[tuple[datetime, Article, Step]]:
    """Say what happens when, under which article."""
    for path in sorted((SCRIPT / "threads").glob("*.toml")):
        for thread in tomllib.loads(path.read_text(encoding="utf-8"))["thread"]:
            article = _article(thread)
            for step in thread["step"]:
                yield now - timedelta(hours=step["ago"]), article, step


def _article(thread: Step) -> Article:
    """Find a story of our own by its file, another article by its title."""
    if "story" in thread:
        return telling.find(thread["story"], thread["language"])
    return Article.objects.get(edition=thread["language"], title=thread["title"])


def _person(row: Step, now: datetime) -> User:
    """Make a member who joined in the past and has seen the newest privacy policy, unless they owe that."""
    is_moderator = row.get("moderates", False)
    person = registration.enrol(
        email=row["key"] + MAILBOXES,
        password=None,
        name=row["name"],
        language=row.get("language", "en"),
        is_staff=is_moderator,
        now=now - timedelta(days=row["days"]),
    )
    if is_moderator:
        role = Group.objects.get(name=permissions.MODERATORS)
        assignments.assign(person=person, role=role, by=None, now=person.joined_at)
    if not row.get("owes"):
        seen_at = max(now - IN_FORCE_FOR, person.joined_at)
        newest = policies.in_force(Document.PRIVACY, now)
        policies.acknowledge(person=person, version=newest, language=person.language, surface=Surface.GATE, now=seen_at)
    return person


def _write(stage: Stage, step: Step, article: Article, at: datetime) -> None:
    """Comment or answer, insisting where the writer is asked to think again."""
    author = stage.person(step["by"])
    parent = stage.said[step["of"]] if "of" in step else None
    place = facts.place(author=author, now=at, article=None if parent else article.pk, parent=parent)
    submission = comments.Submission(step["body"], token=step["key"], is_final=True)
    stage.said[step["key"]] = comments.submit(author=author, place=place, submission=submission, now=at).pk


def _edit(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    comment = stage.comment(step["of"])
    submission = comments.Submission(step["body"], is_final=True)
    comments.edit(comment=comment, version=comment.version, submission=submission, now=at)


def _withdraw(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    comments.withdraw(comment=stage.comment(step["of"]), now=at)


def _appreciate(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Let several appreciate a comment."""
    for key in step["by"]:
        appreciations.give(comment=stage.comment(step["of"]), person=stage.person(key), now=at)


def _choose(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    comment, editor = stage.comment(step["of"]), stage.person(step["by"])
    place = choices.Place(step["in"]) if "in" in step else None
    choices.choose(comment=comment, version=comment.version, why=step["why"], by=editor, now=at, place=place)


def _vouch(stage: Stage, step: Step, article: Article, at: datetime) -> None:
    person, kind, by = stage.person(step["whom"]), BadgeKind(step["kind"]), User.objects.get(email=f"editor{MAILBOXES}")
    badges.give(person=person, kind=kind, article=article, words=step["words"], by=by, now=at)


def _report(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    complaint = reports.Complaint(ground=Ground.objects.get(pk=step["ground"]), text=step["text"])
    reporter = stage.person(step["by"])
    reports.lodge(comment=stage.comment(step["of"]), complaint=complaint, reporter=reporter, now=at)


def _mistake(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Say from a comment what is wrong in its article."""
    told, reporter = mistakes.Told(step["text"]), stage.person(step["by"])
    current = ruleset_policies.current()
    mistakes.tell(comment=stage.comment(step["of"]), told=told, reporter=reporter, settings=current, now=at)


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


def _acknowledge(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    person = stage.person(step["by"])
    references = warnings.unread(person).values_list("reference", flat=True)
    warnings.acknowledge(person=person, references=references, now=at)


def _letter(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    person = stage.person(step["by"])
    sanction = Sanction.objects.against(person).in_force().get()
    appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=person,
        contested=sanction.imposed_by_decision,
        subject=step["subject"],
        explanation=step["explanation"],
        now=at,
    )


def _complain(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Contest the removal of a comment."""
    removal = stage.comment(step["of"]).decisions.filter(measure=Measure.REMOVE).latest("pk")
    appeals.lodge(
        kind=AppealKind.COMPLAINT,
        person=stage.person(step["by"]),
        contested=removal,
        subject=step["subject"],
        explanation=step["explanation"],
        now=at,
    )


def _mail(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Write by e-mail and forget the user ID: the letter waits for it."""
    sender = stage.person(step["by"]).email or ""
    letters.receive(
        letter=Letter(
            sender=sender,
            subject=step["subject"],
            user_id="",
            reference="",
            explanation=step["explanation"],
            message_id=f"<letter-of-{sender}>",
            sent_at=at,
        ),
        now=at,
    )


def _erase(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    closing.erase_now(person=stage.person(step["by"]), texts=TextsAtErasure.ERASE, now=at)


def _answer(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    letter = Appeal.objects.open().filter(person=stage.person(step["of"])).get()
    appeals.decide(
        appeal=letter,
        moderator=stage.person(step["by"]),
        outcome=AppealOutcome(step["outcome"]),
        answer=step["answer"],
        now=at,
    )


def _reasons(step: Step) -> Reasons:
    return Reasons(ground=Ground.objects.get(pk=step["ground"]), facts=step["facts"], why=step["why"])


ACTS: dict[str, Callable[[Stage, Step, Article, datetime], None]] = {
    "write": _write,
    "edit": _edit,
    "withdraw": _withdraw,
    "appreciate": _appreciate,
    "choose": _choose,
    "vouch": _vouch,
    "erase": _erase,
    "report": _report,
    "mistake": _mistake,
    "put-right": _put_right,
    "publish": _decide,
    "remove": _decide,
    "redact": _decide,
    "warn": _warn,
    "suspend": _suspend,
    "acknowledge": _acknowledge,
    "block": _block,
    "letter": _letter,
    "mail": _mail,
    "complain": _complain,
    "answer": _answer,
}
