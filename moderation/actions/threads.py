"""Whether and how an article may be commented on (C24), and when readers ask experts below it (C56)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import User
from articles import pages
from articles.models import Article
from articles.reach import OutOfReach, reach
from moderation import permissions
from moderation.asking import Session
from moderation.enums import Discussion
from moderation.models import Thread


class NotAllowed(PermissionError):
    """This person may not change discussions."""


class NothingToLookAt(ValueError):
    """Nothing is set for a time here that waits for somebody to look, or no longer what was seen."""


class EndsTooSoon(ValueError):
    """What is planned would end before it begins, or is over already."""


@dataclass(frozen=True)
class Plan:
    """How a discussion is set from a moment on: until another moment, or for good.

    With `is_reviewed` it does not end at `ends_at`: somebody is to look then, and it goes on until they do (C64).
    """

    discussion: Discussion
    starts_at: datetime
    ends_at: datetime | None = None
    message: str = ""
    is_reviewed: bool = False


@transaction.atomic
def set_discussion(
    *, article: Article, discussion: Discussion, message: str, by: User, now: datetime, why: str = ""
) -> Thread:
    """Open, slow down, hold or close a discussion from now on, with a message that readers see.

    What is planned for later stays planned; what has begun by the clock ends with this.
    """
    log = Log(by, now, why)
    thread = _set(article, {"discussion": discussion, "message": message.strip(), "set_at": now}, log)
    return _set(article, _columns(None), log) if thread.has_begun(now) else thread


@transaction.atomic
def plan(*, article: Article, plan: Plan | None, by: User, now: datetime, why: str = "") -> Thread:
    """Set a discussion for a time, or from a moment on; with None nothing is planned any longer.

    It takes effect at its minute, whatever runs or stands still then. Before and afterwards a discussion that nobody
    has set goes on as its section usually is. Raises EndsTooSoon.
    """
    if plan and plan.ends_at and plan.ends_at <= max(plan.starts_at, now):
        raise EndsTooSoon
    return _set(article, _columns(plan), Log(by, now, why))


@transaction.atomic
def ask(*, article: Article, session: Session | None, by: User, now: datetime, why: str = "") -> Thread:
    """Let readers ask experts below an article; with None its discussion is an ordinary one again.

    What was asked and answered stays as it is. Raises EndsTooSoon where the times do not follow each other.
    """
    if session and not session.starts_at < session.ends_at <= session.answers_until:
        raise EndsTooSoon
    changed: dict[str, object] = {
        "asked_from": session.starts_at if session else None,
        "asked_until": session.ends_at if session else None,
        "answered_until": session.answers_until if session else None,
        "readers_reply": bool(session and session.readers_reply),
    }
    return _set(article, changed, Log(by, now, why))


@transaction.atomic
def look_again(*, thread: Thread, at: datetime, by: User, now: datetime, why: str = "") -> Thread:
    """Let what is set for a time go on, and put off when somebody looks. Raises NothingToLookAt, EndsTooSoon."""
    if at <= now:
        raise EndsTooSoon
    _demand_as_seen(thread)
    return _set(thread.article, {"review_at": at}, Log(by, now, why))


@transaction.atomic
def end(*, thread: Thread, by: User, now: datetime, why: str = "") -> Thread:
    """End what is set for a time and was to be looked at, as its end would have. Raises NothingToLookAt."""
    _demand_as_seen(thread)
    return _set(thread.article, _columns(None), Log(by, now, why))


def _demand_as_seen(thread: Thread) -> None:
    """Refuse to decide about another setting than the one on the list."""
    waits = Thread.objects.to_look_at().select_for_update()
    if not waits.filter(pk=thread.pk, review_at=thread.review_at).exists():
        raise NothingToLookAt


@transaction.atomic
def watch(*, chosen: QuerySet[Thread], is_watched: bool, by: User) -> int:
    """Put discussions on the list that the shift shares, or take them off it (C63); return how many."""
    if not permissions.may_set_discussion(by):
        raise NotAllowed
    if by.is_limited and chosen.exclude(reach(by, permissions.SET).within("article")).exists():
        raise OutOfReach
    return chosen.update(is_watched=is_watched)


def _set(article: Article, changed: dict[str, object], log: Log) -> Thread:
    if not permissions.may_set_discussion(log.by):
        raise NotAllowed
    permissions.demand(log.by, permissions.SET, article)
    told = [name for name in changed if name != "set_at"]
    before = Thread.objects.select_for_update().filter(article=article).values(*told).first() or {}
    thread, _ = Thread.objects.update_or_create(article=article, defaults=changed | {"set_by": log.by})
    setting_log.record(
        what=Setting.DISCUSSION,
        subject=f"{article.pk}: {article.title}",
        before=before,
        after={name: changed[name] for name in told},
        log=log,
    )
    pages.touch(article=article.pk)
    return thread


def _columns(plan: Plan | None) -> dict[str, object]:
    return {
        "planned_discussion": plan.discussion if plan else "",
        "planned_message": plan.message.strip() if plan else "",
        "planned_from": plan.starts_at if plan else None,
        "planned_until": plan.ends_at if plan and not plan.is_reviewed else None,
        "review_at": plan.ends_at if plan and plan.is_reviewed else None,
    }
