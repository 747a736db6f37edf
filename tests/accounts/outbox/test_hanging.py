"""A mail server that takes the call and says nothing holds up its own letters, and nothing else (QR4)."""

import socket
import threading
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Duty, OutboxItem
from accounts.outbox import delivery, enqueue, mail, worker
from tests.accounts import making
from tests.mailbox import open_mailbox

pytestmark = pytest.mark.django_db(transaction=True)
DUTY = "tests.accounts.outbox.test_hanging.note"
noted = []


@pytest.fixture
def hanging(settings, monkeypatch):
    """A server that never says a word, and little patience."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        settings.OUTBOX_CHANNELS = settings.OUTBOX_CHANNELS | {"note": "tests.accounts.outbox.test_hanging.keep"}
        monkeypatch.setattr(worker, "SLOW_SECONDS", 0.2)
        yield server


def keep(item):
    noted.append(item.key)


def note(*, now):
    noted.append("duty")
    return str(now)


@pytest.fixture(autouse=True)
def _nothing_noted():
    noted.clear()


def work():
    worker.run(stop=threading.Event(), is_once=True, lease=delivery.LEASE)


def letters(number):
    for turn in range(number):
        context = {"erase_at": timezone.now(), "cancel_url": "https://news.example/"}
        mail.post(
            template="accounts/privacy/mail/closing", person=making.person(), context=context, key=f"letter:{turn}",
            now=timezone.now(),
        )  # fmt: skip


@pytest.mark.usefixtures("hanging")
def test_what_goes_elsewhere_does_not_wait_behind_the_letters(settings):
    settings.PERIODIC = ()
    letters(3)
    enqueue(channel="note", key="purge", payload={"a": 1}, now=timezone.now())
    work()
    order = OutboxItem.objects.order_by("taken_at").values_list("key", flat=True)
    assert list(order) == ["letter:0", "purge", "letter:1", "letter:2"]
    assert noted == ["purge"]


@pytest.mark.usefixtures("hanging")
def test_duties_are_done_between_letters(settings, monkeypatch):
    settings.PERIODIC = ((DUTY, timedelta(0)),)
    monkeypatch.setattr(worker, "ROUND_SECONDS", 0.1)
    letters(3)
    work()
    assert noted.count("duty") >= 3
    assert Duty.objects.get().outcome
    assert OutboxItem.objects.filter(attempts=1).count() == 3


@pytest.mark.usefixtures("hanging")
def test_what_is_stuck_is_seen_in_the_admin_and_goes_by_one_press(settings, client):
    settings.PERIODIC = ()
    letters(2)
    work()
    client.force_login(making.person(is_staff=True, is_superuser=True))
    page = client.get(reverse("admin:accounts_outboxitem_changelist")).content.decode()
    assert "SMTPServerDisconnected" in page
    assert "letter:1" in page
    with open_mailbox() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        chosen = {"action": "retry", "_selected_action": list(OutboxItem.objects.values_list("pk", flat=True))}
        client.post(reverse("admin:accounts_outboxitem_changelist"), chosen)
        work()
    assert len(mailbox.letters) == 2
