"""What is stuck shows in the admin within five minutes, with what to do about it (A10, A36)."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxItem, WorkerBeat
from accounts.outbox import delivery, worker
from tests.accounts import making

pytestmark = pytest.mark.django_db
LIST = reverse("admin:accounts_outboxitem_changelist")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def operator(client):
    client.force_login(making.person(is_staff=True, is_superuser=True))
    return client


def waiting(key: str, *, since: timedelta, channel: str = "mail", **fields) -> OutboxItem:
    at = timezone.now() - since
    outbox.enqueue(channel=channel, key=key, payload={"to": "secret@example.org"}, now=at)
    OutboxItem.objects.filter(key=key).update(**fields)
    return OutboxItem.objects.get(key=key)


def words(client, address: str = LIST) -> str:
    page = client.get(address).content.decode()
    (section,) = re.findall(r'<section class="outbox-standing".*?</section>', page, re.DOTALL)
    assert "secret@example.org" not in page
    return " ".join(re.sub("<[^>]+>", " ", section).split())


def test_nothing_is_wrong_where_a_worker_lives_and_nothing_waits_too_long(operator):
    worker.beat("one", timezone.now())
    waiting("young", since=4 * MINUTE)
    for address in (LIST, reverse("admin:index")):
        said = words(operator, address)
        assert "Nothing is overdue. A worker was last seen on" in said
        assert "What has waited longest was taken in on" in said
        assert "(mail)" in said
        assert "Start it" not in said


@pytest.mark.parametrize("channel", ["mail", "push", "purge"])
def test_what_nobody_took_for_five_minutes_is_named_with_what_to_do(operator, channel):
    worker.beat("one", timezone.now())
    waiting("old", since=5 * MINUTE, channel=channel)
    waiting("planned", since=-MINUTE)
    said = words(operator)
    assert "1 item should have gone out more than five minutes ago" in said
    assert "“Try again now”" in said
    assert f"({channel})" in said
    assert words(operator, reverse("admin:index")) == said
    shown = operator.get(LIST, {"state": "overdue"}).context["cl"].result_list
    assert [item.key for item in shown] == ["old"]


def test_what_fails_again_and_again_is_overdue_within_five_minutes_though_it_waits_for_its_next_time(
    operator, settings
):
    settings.OUTBOX_CHANNELS = {"mail": f"{__name__}.fail"}
    now = begun = timezone.now()
    outbox.enqueue(channel="mail", key="fails", payload={"to": "secret@example.org"}, now=now)
    while not OutboxItem.objects.overdue(now).exists():
        if item := delivery.claim(now=now):
            delivery.deliver(item, now=now)
        else:
            now = OutboxItem.objects.get().not_before
    assert now - begun < 5 * MINUTE
    assert OutboxItem.objects.get().not_before > now
    said = words(operator)
    assert "fails again and again" in said
    assert "Its last error: OSError: the mail server is away" in said


def fail(_item):
    raise OSError("the mail server is away")


def test_a_worker_that_is_silent_is_told_as_soon_as_it_is_not_ready(operator, client):
    assert "No worker runs" in words(operator)
    WorkerBeat.objects.create(name="one", beat_at=timezone.now() - timedelta(minutes=9))
    said = words(operator)
    assert "No worker has been seen for 9 minutes" in re.sub("\xa0", " ", said)
    assert "Start it on the server" in said
    assert client.get("/readyz").status_code == 503


def test_what_was_given_up_is_told_until_somebody_tries_it_again(operator):
    worker.beat("one", timezone.now())
    item = waiting("gone", since=MINUTE, given_up_at=timezone.now(), last_error="550 no such mailbox")
    assert "1 item was given up" in words(operator)
    operator.post(LIST, {"action": "retry", "_selected_action": [item.pk]})
    assert "given up" not in words(operator)


def test_who_may_not_look_at_the_outbox_reads_nothing_of_it(client):
    waiting("old", since=9 * MINUTE)
    member = making.person(is_staff=True)
    member.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(member)
    assert "outbox-standing" not in client.get(reverse("admin:index")).content.decode()
