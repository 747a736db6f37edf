"""Which links published texts hold, and what the newsroom says of those that are dead (A46)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.outbox import enqueue
from articles import permissions
from articles.actions import events
from articles.actions.collecting import collect
from articles.actions.refusals import NotAllowed
from articles.enums import Deed, Thing
from articles.models import Article, Link

#: The outbox channel by which a link is looked at out of turn.
CHANNEL = "link"


class NoReason(ValueError):
    """A dead link is left as it is only with a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why the link is left as it is: whoever reads the log asks the same."))


class NotAsked(ValueError):
    """The site asks no other sites."""

    def __init__(self) -> None:
        super().__init__(
            _("This site asks no other sites. Whoever runs it can change that: CHECK_LINKS_ELSEWHERE in its settings.")
        )


@transaction.atomic
def leave(*, link: Link, reason: str, by: User, now: datetime) -> None:
    """Leave a dead link as it is: no list names it until it was alive again. Raises NotAllowed, NoReason."""
    link = _held(link, by)
    said = " ".join(reason.split())[: Link.LONGEST_REASON]
    if not said:
        raise NoReason
    link.left_at, link.left_by, link.reason = now, by, said
    link.save(update_fields=["left_at", "left_by", "reason"])
    _log(link, Deed.LEAVE, by, now)


@transaction.atomic
def resume(*, link: Link, by: User, now: datetime) -> None:
    """Let the lists name again a dead link that was left as it is. Raises NotAllowed."""
    link = _held(link, by)
    _log(link, Deed.RESUME, by, now)
    link.left_at, link.left_by, link.reason = None, None, ""
    link.save(update_fields=["left_at", "left_by", "reason"])


@transaction.atomic
def look_again(*, link: Link, now: datetime) -> None:
    """Have a link looked at within the minute; a second press before that changes nothing. Raises NotAsked."""
    target = link.target
    if target.host_id and not settings.CHECK_LINKS_ELSEWHERE:
        raise NotAsked
    key = f"{CHANNEL}:{target.pk}:{int(target.turn_at.timestamp())}"
    enqueue(channel=CHANNEL, key=key, payload={"target": target.pk}, now=now)


def rebuild(*, now: datetime) -> int:
    """Find the links of all that is out anew, each article in its own transaction; return how many there are."""
    count = 0
    for pk in Article.objects.live(now).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=1000):
        with transaction.atomic():
            collect(article=Article.objects.only("body").get(pk=pk), now=now)
        count += 1
    return count


def _held(link: Link, by: User) -> Link:
    link = Link.objects.select_for_update(of=("self",)).select_related("target", "article").get(pk=link.pk)
    if found := permissions.obstacle_to_leaving(by, link.article):
        raise NotAllowed(found)
    return link


def _log(link: Link, deed: Deed, by: User, now: datetime) -> None:
    """Write it down, the reason whole, an address that is too long cut short."""
    said = f" – {link.reason}" if link.reason else ""
    events.note(
        Thing.LINK, link.article_id, deed, by=by, now=now, note=f"{link.target.address[: 300 - len(said)]}{said}"
    )
