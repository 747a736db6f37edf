"""Followers to begin a test with, and what they were sent."""

import re
from datetime import timedelta

from django.core import mail as letters

from accounts.actions import shipped
from accounts.outbox import delivery
from moderation.actions import follow_letters, follows
from moderation.actions.follows import Wish
from moderation.enums import Pace
from moderation.models import Comment, Follow
from tests.moderation import making
from tests.moderation.making import NOW

READER = "reader@example.net"
MINUTE = timedelta(minutes=1)


def paper():
    """An article with a discussion, and the purposes."""
    shipped.load(now=NOW)
    return making.article()


def work(now) -> None:
    """Do what the worker does with what is due."""
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def follower(article, *, root: Comment | None = None, pace=Pace.INSTANT, address: str = READER, now=NOW) -> Follow:
    """Somebody without an account who asked to follow and confirmed it; rounds have begun before."""
    follow_letters.begin_due(now=now - timedelta(days=30))
    follows.ask(address=address, wish=Wish(article, root, pace), now=now)
    work(now)
    asked = Follow.objects.get(article=article, root=root, address=address)
    made = follows.confirm(follow=asked, now=now)
    letters.outbox.clear()
    return made


def turn(now) -> list:
    """Have the clock strike and the worker do its work; return the letters that went out."""
    letters.outbox.clear()
    follow_letters.begin_due(now=now)
    work(now)
    return list(letters.outbox)


def link(message) -> str:
    """The path of the link in a letter that leads to the follow."""
    return re.search(r"https?://[^/\s]+(/\w+/follows/[^/\s]+/)", message.body).group(1)
