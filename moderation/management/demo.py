"""The demo's discussions, made by the same acts as on a real site, only earlier in time."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.actions import registration
from accounts.models import User
from articles.models import Article
from moderation import permissions
from moderation.actions import appeals, comments, decisions, facts, reports, sanctions
from moderation.actions.statements import Reasons
from moderation.enums import AppealKind, AppealOutcome, SanctionKind
from moderation.models import Appeal, Comment, Ground, Sanction

DISCUSSIONS = Path(__file__).parent.parent / "demo" / "comments.toml"
#: Every demo account's password; the demo cannot be loaded where it could do harm.
PASSWORD = "gazette-demo"  # noqa: S105 # see above

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
def load(*, now: datetime, source: Path = DISCUSSIONS) -> int:
    """Play the discussions under the editions' newest articles; return how many comments there are then."""
    script = tomllib.loads(source.read_text(encoding="utf-8"))
    stage = Stage({row["key"]: _person(row, now) for row in script["person"]})
    for thread in script["thread"]:
        chosen = Article.objects.live(now).newest_first().filter(edition=thread["language"])
        article = chosen[thread["article"] - 1 : thread["article"]].first()
        if article and article.published_at:
            for step in thread["step"]:
                at = article.published_at + (now - article.published_at) * step["at"]
                ACTS[step["act"]](stage, step, article, at)
    return len(stage.said)


def _person(row: Step, now: datetime) -> User:
    """Make a demo account that has accepted the rules, or take the one that is there."""
    known = User.objects.filter(email=row["email"]).first()
    if known:
        return known
    is_moderator = row.get("role") == "moderator"
    person = registration.enrol(
        email=row["email"],
        password=PASSWORD,
        name=row["name"],
        language=row.get("language", "en"),
        is_staff=is_moderator,
        now=now,
    )
    if is_moderator:
        person.groups.add(Group.objects.get(name=permissions.MODERATORS))
    return person


def _write(stage: Stage, step: Step, article: Article, at: datetime) -> None:
    author = stage.person(step["by"])
    parent = stage.said[step["of"]] if step["act"] == "reply" else None
    place = facts.place(author=author, now=at, article=None if parent else article.pk, parent=parent)
    submission = comments.Submission(step["body"], token=step["key"], is_final=True)
    stage.said[step["key"]] = comments.submit(author=author, place=place, submission=submission, now=at).pk


def _edit(stage: Stage, step: Step, _article: Article, _at: datetime) -> None:
    comment = stage.comment(step["of"])
    submission = comments.Submission(step["body"], is_final=True)
    soon = comment.submitted_at + timedelta(minutes=4)
    comments.edit(comment=comment, version=comment.version, submission=submission, now=soon)


def _withdraw(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    comments.withdraw(comment=stage.comment(step["of"]), now=at)


def _report(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    complaint = reports.Complaint(ground=Ground.objects.get(pk=step["ground"]), text=step["text"])
    reporter = stage.person(step["by"])
    reports.lodge(comment=stage.comment(step["of"]), complaint=complaint, reporter=reporter, now=at)


def _decide(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Publish, remove, redact or restore."""
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


def _letter(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    person = stage.person(step["by"])
    sanction = Sanction.objects.against(person).in_force().get()
    appeals.lodge(
        kind=AppealKind(step.get("kind", AppealKind.RESTORATION)),
        person=person,
        contested=sanction.imposed_by_decision,
        subject=step.get("subject", "Unlocking of access"),
        explanation=step["explanation"],
        now=at,
    )


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
    "reply": _write,
    "edit": _edit,
    "withdraw": _withdraw,
    "report": _report,
    "publish": _decide,
    "remove": _decide,
    "redact": _decide,
    "restore": _decide,
    "block": _block,
    "letter": _letter,
    "answer": _answer,
}
