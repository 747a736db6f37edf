"""Letters about a followed discussion by real workers to a real mail server, which are killed at it."""

import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import shipped
from accounts.models import OutboxItem
from moderation.models import Follow, FollowRound
from tests.mailbox import open_mailbox
from tests.moderation import making
from tests.processes import manage, wait_until

READERS = 10
LONG_AGO = timedelta(hours=2)


@pytest.mark.django_db(transaction=True)
def test_every_follower_gets_one_letter_although_a_worker_is_killed():
    now = timezone.now()
    shipped.load(now=now)
    article = making.article()
    moments = dict.fromkeys(("asked_at", "confirmed_at", "told_until"), now - LONG_AGO)
    addresses = [f"reader{number}@example.org" for number in range(READERS)] + ["nobody@example.org"]
    Follow.objects.bulk_create(
        Follow(article=article, address=address, pace="instant", **moments) for address in addresses
    )
    FollowRound.objects.create(edition=article.edition, pace="instant", begun_at=now - LONG_AGO)
    making.comment(article, now=now - timedelta(minutes=30))
    with open_mailbox(seconds_per_letter=0.02) as mailbox:
        with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as process:
            wait_until(lambda: len(mailbox.letters) >= 4)
            process.send_signal(signal.SIGKILL)
        with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as survivor:
            wait_until(lambda: not OutboxItem.objects.waiting().exists())
            survivor.send_signal(signal.SIGTERM)
            survivor.communicate(timeout=15)
    got = Counter(letter["To"] for letter in mailbox.letters)
    assert set(got) == set(addresses[:-1])
    # The kill may fall between the server's "250 OK" and our mark: that one letter comes twice, never another.
    assert sum(got.values()) - READERS <= 1
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == READERS
    # Whose mailbox is not there is written to no more.
    assert not Follow.objects.filter(address="nobody@example.org").exists()
