"""Just-in-time hints to writers (C57): shown beside the form before anything is sent. Read, never written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from accounts.models import User
from moderation.actions.facts import Place
from moderation.models import Comment
from moderation.screening import Settings

#: So many of the thread's newest comments are looked at.
NEWEST = 50
#: A thread of fewer comments belongs to whoever began it.
FEW = 10

RUN, SHARE, AGAIN, OLD = "run", "share", "again", "old"


def hints(author: User, place: Place, settings: Settings, now: datetime) -> list[str]:
    """Name what a writer may want to know here and now, by code."""
    newest = list(
        Comment.objects.placed()
        .under(place.article)
        .order_by("-number")
        .values_list("author_id", "parent__author_id", "submitted_at")[:NEWEST]
    )
    own = [answered for writer, answered, _at in newest if writer == author.pk]
    last_at = newest[0][2] if newest else place.article.published_at
    found = {
        RUN: len(list(takewhile(lambda row: row[0] == author.pk, newest))) >= settings.limit("hint_run"),
        SHARE: len(newest) >= FEW and 100 * len(own) > settings.limit("hint_share") * len(newest),
        AGAIN: _is_again(author, place, own, settings),
        OLD: last_at is not None and now - last_at > timedelta(days=settings.limit("hint_old_days")),
    }
    return [code for code, holds in found.items() if holds]


def _is_again(author: User, place: Place, answered: Sequence[int | None], settings: Settings) -> bool:
    """Say whether this would be another answer to somebody answered often here."""
    if place.parent is None or place.parent.author_id == author.pk:
        return False
    return answered.count(place.parent.author_id) + 1 >= settings.limit("hint_answers")
