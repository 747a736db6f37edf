"""The demo's discussions, made by the same acts as on a real site, only earlier in time."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

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
    comments,
    facts,
    letters,
    mistakes,
    reports,
    warnings,
)
from moderation.actions import policies as ruleset_policies
from moderation.enums import AppealKind, Measure
from moderation.letters import Letter
from moderation.management import newsroom
from moderation.management.stage import Act, Stage, Step
from moderation.models import Ground, Sanction

SCRIPT = Path(__file__).parent.parent / "demo"


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


def _report(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    complaint = reports.Complaint(ground=Ground.objects.get(pk=step["ground"]), text=step["text"])
    reporter = stage.person(step["by"])
    reports.lodge(comment=stage.comment(step["of"]), complaint=complaint, reporter=reporter, now=at)


def _mistake(stage: Stage, step: Step, _article: Article, at: datetime) -> None:
    """Say from a comment what is wrong in its article."""
    told, reporter = mistakes.Told(step["text"]), stage.person(step["by"])
    current = ruleset_policies.current()
    mistakes.tell(comment=stage.comment(step["of"]), told=told, reporter=reporter, settings=current, now=at)


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


ACTS: dict[str, Act] = {
    **newsroom.ACTS,
    "write": _write,
    "edit": _edit,
    "withdraw": _withdraw,
    "appreciate": _appreciate,
    "erase": _erase,
    "report": _report,
    "mistake": _mistake,
    "acknowledge": _acknowledge,
    "letter": _letter,
    "mail": _mail,
    "complain": _complain,
}
