"""Digests by real workers to a real mail server, which are killed at it."""

import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import shipped
from accounts.models import OutboxItem
from articles.models import Issue, Subscription, SubscriptionEvent
from articles.subscribing import links
from tests.articles import making
from tests.mailbox import open_mailbox
from tests.processes import manage, wait_until

READERS = 30
KILLS = 2


@pytest.fixture(autouse=True)
def noon():
    """Let the clock run, as that of the workers does."""


@pytest.mark.django_db(transaction=True)
def test_every_subscriber_gets_one_digest_although_workers_are_killed():
    now = timezone.now()
    shipped.load(now=now)
    making.article(published_at=now - timedelta(hours=1))
    addresses = [f"reader{number}@example.org" for number in range(READERS)] + ["nobody@example.org"]
    made = [
        Subscription(edition_id="en", address=address, cadence=("daily", "weekly")[number % 2], asked_at=now,
                     confirmed_at=now - timedelta(days=1))
        for number, address in enumerate(addresses)
    ]  # fmt: skip
    Subscription.objects.bulk_create(made)
    with open_mailbox(seconds_per_letter=0.02) as mailbox:
        for number in range(1, KILLS + 1):
            with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as process:
                wait_until(lambda number=number: len(mailbox.letters) >= number * 8)
                process.send_signal(signal.SIGKILL)
        with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as survivor:
            wait_until(lambda: not OutboxItem.objects.waiting().exists())
            survivor.send_signal(signal.SIGTERM)
            survivor.communicate(timeout=15)
    got = Counter(letter["To"] for letter in mailbox.letters)
    assert set(got) == set(addresses[:-1])
    # Each kill may fall between the server's "250 OK" and our mark: that one letter comes twice, never another.
    assert sum(got.values()) - READERS <= KILLS
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == READERS
    assert Issue.objects.filter(articles__isnull=False).count() == 2
    by_address = {one.address: one for one in Subscription.objects.all()}
    for letter in mailbox.letters:
        assert letter["List-Unsubscribe"].strip() == f"<{links.end_url(by_address[letter['To']])}>"
    # Whose mailbox is not there is written to no more.
    assert "nobody@example.org" not in by_address
    assert list(SubscriptionEvent.objects.values_list("act", flat=True)) == ["returned"]
