"""The newsroom's log: who did what, to an article from which state into which, and which fields it changed (A19)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from accounts.models import User
from articles.checklist import Lack
from articles.enums import Act, Deed, Thing
from articles.models import Article, ArticleEvent, ChecklistOverride, PaperEvent, Revision
from articles.schedule import Times


def log(
    article: Article,
    act: Act,
    revision: Revision,
    *,
    by: User,
    now: datetime,
    before: str,
    fields: Iterable[str] = (),
    note: str = "",
) -> ArticleEvent:
    """Write an act down; the article is in the state by now that the act left it in."""
    return ArticleEvent.objects.create(
        article=article,
        revision=revision,
        act=act,
        from_state=before,
        to_state=article.state(now),
        fields=" ".join(fields),
        note=note,
        made_by=by,
        made_at=now,
    )


def note(
    thing: Thing, key: object, act: Deed, *, by: User | None, now: datetime, fields: Iterable[str] = (), note: str = ""
) -> PaperEvent:
    """Write down what was done to a photo, a section or an edition, or of which log a copy was taken."""
    said = {"fields": " ".join(fields)[:300], "note": note[:300]}
    return PaperEvent.objects.create(thing=thing, key=str(key), act=act, made_by=by, made_at=now, **said)


def changed(old: Revision | None, new: Revision) -> list[str]:
    """Name the fields in which two revisions differ; all that are filled in, where there was none before."""
    return [name.removesuffix("_id") for name in new.differing(old)]


def retimed(was: Times, to: Times) -> list[str]:
    """Name the times that were set otherwise."""
    pairs = {"published_at": (was.at, to.at), "expires_at": (was.expires_at, to.expires_at)}
    return [name for name, (before, after) in pairs.items() if before != after]


def in_words(times: Times) -> str:
    """Write times down as no clock change can make them doubtful."""
    return " – ".join(map(in_utc, (times.at, times.expires_at)))


def in_utc(at: datetime | None) -> str:
    """Write a moment down likewise; empty where there is none."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if at else ""


def passed_over(event: ArticleEvent, lacks: Iterable[Lack], reason: str) -> None:
    """Log which points of the checklist an act passed over, if any, and why."""
    if points := " ".join(dict.fromkeys(lack.point.value for lack in lacks)):
        ChecklistOverride.objects.create(event=event, points=points, reason=reason.strip())
