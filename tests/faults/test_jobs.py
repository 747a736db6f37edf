"""Every duty of the worker, twice, in another order and at the same moment, ends in the same state (QR7)."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts import outbox
from accounts.actions import chaining, closing, rights
from accounts.enums import Right, TextsAtErasure
from accounts.models import OutboxItem, RightsRequest, Session, User
from accounts.privacy import disk
from moderation.enums import SanctionKind
from tests.faults import truth
from tests.faults.acts import member, moderator, written
from tests.moderation import making

pytestmark = pytest.mark.django_db(transaction=True)
#: What says when a duty ran, or what was chained by then, is no state of the site.
DIARY = {
    "accounts.RetentionRun",
    "accounts.Duty",
    "accounts.RetentionPeriod",
    "accounts.Checkpoint",
    "accounts.ChainEntry",
}
#: They change no row, and wait for whoever is in a transaction, or may be in none.
LOOKING = (disk.clean, chaining.verify)
JOBS = [import_string(path) for path, _every in settings.PERIODIC] + [closing.replay]


def busy(article, now):
    """Let there be something to do for each duty."""
    long_ago, month = now - timedelta(days=400), timedelta(days=29)
    closing.request(person=written(article).author, texts=TextsAtErasure.ERASE, now=now - timedelta(days=15))
    closing.request(person=written(article).author, texts=TextsAtErasure.KEEP, now=now - timedelta(days=13))
    closing.erase_now(person=written(article).author, texts=TextsAtErasure.ERASE, now=now - timedelta(minutes=9))
    closed = making.block(written(article).author, by=moderator(), now=now, kind=SanctionKind.CLOSURE).subject
    User.objects.filter(pk=closed.pk).update(closing_at=now - timedelta(hours=1))
    rights.ask(person=member(), kind=Right.ACCESS, text="What?", language="en", now=now - month)
    RightsRequest.objects.update(due_at=now + timedelta(days=1))
    outbox.enqueue(channel="mail", key="old", payload={}, now=long_ago)
    OutboxItem.objects.filter(key="old").update(delivered_at=long_ago)
    Session.objects.create(session_key="old", session_data="{}", expire_date=long_ago, created_at=long_ago)
    unused = member(joined_at=now - timedelta(days=900))
    User.objects.filter(pk=unused.pk).update(last_login=now - timedelta(days=900))


def state():
    """Say what there is, without the numbers that rows and letters happen to have."""
    rows = {one._meta.label: one._default_manager.count() for one in apps.get_models() if one._meta.label not in DIARY}
    letters = Counter(re.sub(r"[\dA-Z-]{2,}|\d", "#", key) for key in OutboxItem.objects.values_list("key", flat=True))
    gone = User.objects.filter(erased_at__isnull=False).count()
    return rows, letters, gone, truth.breaches()


def run(job, now):
    try:
        job(now=now)
    finally:
        if not connection.in_atomic_block:
            connection.close()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def expected(article, now):
    """Return the state that each duty done once, one after the other, leads to."""
    with transaction.atomic():
        busy(article, now)
        before = state()
        for job in JOBS:
            if job not in LOOKING:
                job(now=now)
        after = state()
        transaction.set_rollback(True)
    assert after[2] > before[2]
    return after


@pytest.mark.parametrize(
    "order",
    [JOBS * 2, JOBS[::-1] * 2, [job for job in JOBS for _ in range(2)]],
    ids=["all of them twice", "from the last to the first, twice", "each twice"],
)
@pytest.mark.once  # one after the other, whichever database; the next test asks both
def test_duties_in_any_order_end_in_the_same_state(article, expected, now, order):
    busy(article, now)
    for job in order:
        run(job, now)
    assert state() == expected


def test_duties_at_the_same_moment_end_in_the_same_state(article, expected, now):
    busy(article, now)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(partial(run, now=now), JOBS * 2))
    assert state() == expected
