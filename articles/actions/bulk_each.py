"""What a bulk act does to one of its articles: the act that it would get alone, or a refusal in words (A54)."""

from dataclasses import replace as but
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from articles import lifecycle
from articles.actions import articles, tags
from articles.actions.refusals import Overtaken, demand
from articles.actions.saving import locked
from articles.enums import Act, BulkAct, State
from articles.models import Article, BulkItem, BulkJob, Revision, Tag, Text
from articles.schedule import Times


class Unfit(ValueError):
    """The act would change nothing of this article, or more than was meant; the message says why."""


REFUSALS = (articles.NotAllowed, articles.NotReady, Overtaken, Unfit)


def do(*, item: BulkItem, by: User, now: datetime) -> None:
    """Do to an article what its job says, within the caller's transaction. Raises one of REFUSALS."""
    job, article = item.job, locked(item.article)
    act = lifecycle.BULK[BulkAct(job.act)]
    state = demand(article, act, by, now)
    newest = article.newest_revision()
    changes = demand_effect(job, article, newest, state, keys=tag_keys(job, article.edition_id))
    match act:
        case Act.SUBMIT:
            articles.submit(article=article, by=by, now=now)
        case Act.APPROVE:
            articles.approve(article=article, by=by, now=now, revision=item.revision)
        case Act.RETURN:
            articles.return_(article=article, by=by, now=now)
        case Act.UNPUBLISH:
            articles.unpublish(article=article, by=by, now=now)
        case Act.PUBLISH:
            _publish(article, item.revision, by, now)
        case _:
            text = but(Text.of(newest), **changes)
            made = articles.revise(article=article, text=text, base=newest.number, author=by, now=now)
            if is_shown(job, state):
                _publish(article, made.number, by, now)


def demand_effect(
    job: BulkJob, article: Article, newest: Revision, state: State, *, keys: tuple[int, ...]
) -> dict[str, Any]:
    """Return the columns of its text that become others; `keys` are those of the tag that is meant in its edition.

    Raises Unfit where nothing would, or where showing it would show what somebody else has not published.
    """
    is_out = newest.pk == article.live_revision_id
    changes: dict[str, Any] = {}
    match job.act:
        case BulkAct.PUBLISH if is_out and state in lifecycle.TELLABLE:
            raise Unfit(_("Its newest text is out or scheduled already."))
        case BulkAct.TAG | BulkAct.UNTAG:
            changes = {"tags": _tagged(job, newest.tags, keys)}
        case BulkAct.MOVE if job.section_id == newest.section_id:
            raise Unfit(_("It stands in this section already."))
        case BulkAct.MOVE:
            changes = {"section_id": job.section_id}
    if is_shown(job, state) and not is_out:
        raise Unfit(_("Other changes of it wait to be published. Publish or undo them first, or show nothing at once."))
    return changes


def is_shown(job: BulkJob, state: State) -> bool:
    """Say whether an article in this state is published with what is changed: it is out, or will be at its minute."""
    return job.is_shown and state in lifecycle.TELLABLE


def tag_keys(job: BulkJob, language: str) -> tuple[int, ...]:
    """Return the key of the edition's tag by the job's name, then those of tags merged into it; none without one."""
    if not job.tag:
        return ()
    name = tags.folded(job.tag)
    found = Tag.objects.by_name(language, [name]).get(name)
    return (found.pk, *found.merged.values_list("pk", flat=True)) if found else ()


def times_of(article: Article, now: datetime) -> Times:
    """Return the times with which an article is published: those meant for it. What is out keeps its own."""
    times = Times.of(article, now)
    return Times(None, times.expires_at) if article.is_live(now) else times


def words(refused: Exception) -> str:
    """Say why an article was refused, to somebody who has no form of it open."""
    if isinstance(refused, Overtaken):
        return _("Somebody has saved a newer text since this was asked for. Look at it, then ask again.")
    return str(refused)


def _publish(article: Article, revision: int, by: User, now: datetime) -> None:
    times = times_of(article, now)
    articles.publish(article=article, by=by, now=now, revision=revision, at=times.at, expires_at=times.expires_at)


def _tagged(job: BulkJob, has_keys: str, keys: tuple[int, ...]) -> str:
    """Put the tag behind the others, or take it away by whichever of its keys it stands there."""
    has = list(map(int, has_keys.split()))
    left = [key for key in has if key not in keys]
    if not keys:
        raise Unfit(_("This edition has no tag “%(name)s”. Make it first.") % {"name": job.tag})
    if job.act == BulkAct.UNTAG and left == has:
        raise Unfit(_("It does not stand under this tag."))
    if job.act == BulkAct.TAG and left != has:
        raise Unfit(_("It stands under this tag already."))
    if job.act == BulkAct.TAG and len(has) >= tags.MOST:
        raise Unfit(_("It has %(number)d tags: no article has more.") % {"number": tags.MOST})
    after = left if job.act == BulkAct.UNTAG else [*has, keys[0]]
    return " ".join(map(str, after))
