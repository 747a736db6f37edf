"""The worker as a process: killed, stopped, raced."""

import signal
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Duty, OutboxItem, WorkerBeat
from accounts.outbox import delivery, mail, worker
from tests.accounts import making
from tests.mailbox import open_mailbox
from tests.processes import manage

LETTERS = 40
done = []


@pytest.fixture
def mailbox():
    with open_mailbox(seconds_per_letter=0.02) as box:
        yield box


def keys(mailbox):
    return [letter["Message-ID"] for letter in mailbox.letters]


def wait(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def post(count):
    for number in range(count):
        context = {"erase_at": timezone.now(), "cancel_url": "https://news.example/"}
        person = making.person()
        mail.post(
            template="accounts/privacy/mail/closing",
            person=person,
            context=context,
            key=f"letter:{number}",
            now=timezone.now(),
        )
    return {mail.message_id(f"letter:{number}") for number in range(count)}


@pytest.mark.django_db(transaction=True)
def test_every_letter_arrives_although_workers_are_killed(mailbox):
    expected = post(LETTERS)
    kills = 2
    for number in range(1, kills + 1):
        with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as process:
            wait(lambda number=number: len(mailbox.letters) >= number * 12)
            process.send_signal(signal.SIGKILL)
    with manage("work", "--lease", "1", EMAIL_URL=mailbox.url) as survivor:
        wait(lambda: not OutboxItem.objects.waiting().exists())
        survivor.send_signal(signal.SIGTERM)
        said, _ = survivor.communicate(timeout=15)
    assert survivor.returncode == 0, said
    assert set(keys(mailbox)) == expected
    # Each kill may fall between the server's "250 OK" and our mark: that one letter comes twice, never another.
    assert sum(Counter(keys(mailbox)).values()) - LETTERS <= kills
    assert not OutboxItem.objects.exclude(payload={}).exists()


@pytest.mark.django_db(transaction=True)
def test_a_stopped_worker_ends_cleanly_and_takes_its_heartbeat_along():
    with manage("work") as process:
        wait(WorkerBeat.objects.exists)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=15)
    assert (process.returncode, said) == (0, "")
    assert not WorkerBeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_racing_workers_one_gets_the_item():
    post(12)
    now, got, start = timezone.now(), [], threading.Barrier(4)

    def race():
        start.wait()
        while item := delivery.claim(now=now):
            got.append(item.pk)
        connection.close()

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(OutboxItem.objects.values_list("pk", flat=True))


def note(*, now):
    done.append(now)
    return "noted"


def fail(*, now):
    raise ValueError("no")


@pytest.mark.django_db
def test_a_duty_is_done_when_its_time_has_come():
    done.clear()
    path, every, now = f"{__name__}.note", timedelta(hours=1), timezone.now()
    assert worker.perform(path, every, now=now) is True
    assert worker.perform(path, every, now=now + timedelta(minutes=59)) is False
    assert worker.perform(path, every, now=now + timedelta(minutes=61)) is True
    assert len(done) == 2
    assert Duty.objects.get().outcome == "noted"


@pytest.mark.django_db
def test_a_duty_that_died_with_its_worker_is_done_again():
    path, now = f"{__name__}.note", timezone.now()
    Duty.objects.create(name=path, started_at=now)
    assert worker.perform(path, timedelta(seconds=1), now=now + timedelta(minutes=59)) is False
    assert worker.perform(path, timedelta(seconds=1), now=now + timedelta(minutes=60)) is True


@pytest.mark.django_db
@pytest.mark.parametrize("is_finished", [True, False])
def test_a_duty_from_before_the_clock_was_set_back_is_done(is_finished):
    path, now = f"{__name__}.note", timezone.now()
    ahead = now + timedelta(days=365)
    Duty.objects.create(name=path, started_at=ahead, finished_at=ahead if is_finished else None)
    assert worker.perform(path, timedelta(hours=1), now=now) is True
    assert worker.perform(path, timedelta(hours=1), now=now + timedelta(minutes=59)) is False


@pytest.mark.django_db
def test_a_failing_duty_is_recorded_and_does_not_stop_the_worker():
    assert worker.perform(f"{__name__}.fail", timedelta(hours=1), now=timezone.now()) is True
    assert Duty.objects.get().outcome == "failed: ValueError: no"
