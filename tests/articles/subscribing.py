"""Subscribers to begin a test with, and the links in what they were sent."""

import re

from accounts.actions import shipped
from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles.actions import subscriptions
from articles.actions.subscriptions import Wish
from articles.enums import Cadence
from articles.models import Subscription
from tests.articles import making
from tests.articles.making import NOW

READER = "reader@example.org"


def paper() -> None:
    """An edition with its policies and purposes."""
    shipped.load(now=NOW)
    making.edition()


def wish(cadence: Cadence = Cadence.DAILY, *sections: int, edition: str = "en") -> Wish:
    return Wish(edition, cadence, frozenset(sections))


def work(now=NOW) -> None:
    """Do what the worker does with what is due."""
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def subscriber(address: str = READER, wanted: Wish | None = None) -> Subscription:
    """Somebody who asked for the daily digest and confirmed it."""
    wanted = wanted or wish()
    subscriptions.ask(address=address, wish=wanted, now=NOW)
    work()
    asked = Subscription.objects.get(address=address, edition=wanted.edition)
    return subscriptions.confirm(subscription=asked, now=NOW)


def link(message) -> str:
    """The path of the link in a letter that leads to the subscription."""
    return re.search(r"https?://[^/\s]+(/\w+/digest/[^/\s]+/)", message.body).group(1)


def waiting(channel: str = "digest") -> list[str]:
    return list(OutboxItem.objects.waiting().filter(channel=channel).values_list("payload__to", flat=True))
