"""The worker as a process, killed while a push service keeps it waiting."""

import threading
from collections import Counter

import pytest
from django.utils import timezone

from accounts.models import OutboxItem
from articles.actions import pushing, rounds
from articles.enums import Role
from tests.articles import making
from tests.articles.push import service
from tests.processes import manage, wait_until

DEVICES = 6
SITE = {
    "PUSH_PUBLIC_KEY": service.PUBLIC,
    "PUSH_PRIVATE_KEY": service.PRIVATE,
    "DJANGO_SETTINGS_MODULE": "tests.articles.push.site",
}


@pytest.fixture(autouse=True)
def noon():
    """Let the real clock run: the worker has its own."""


@pytest.mark.django_db(transaction=True)
def test_every_device_is_told_although_a_worker_is_killed(push_service):
    browsers = [service.subscribe(push_service)[0] for _ in range(DEVICES)]
    by = making.staff(Role.EDITOR)
    pushing.send(article=making.article(), title="A", text="", is_urgent=True, by=by, now=timezone.now())

    push_service.hangs = threading.Event()
    with manage("work", "--lease", "1", **SITE) as process:
        wait_until(lambda: push_service.got)
        process.kill()  # the service has it, and we do not know
    push_service.hangs.set()
    with manage("work", "--lease", "1", **SITE):
        wait_until(lambda: not OutboxItem.objects.waiting().exists())

    told = Counter(path for path, *_ in push_service.got)
    assert set(told) == {"/send/" + browser.address.rpartition("/")[2] for browser in browsers}
    # The one that was cut off comes twice, with the same tag: a device shows it once.
    assert sorted(told.values()) == [1] * (DEVICES - 1) + [2]
    assert OutboxItem.objects.filter(channel=rounds.DEVICE, given_up_at__isnull=False).count() == 0
