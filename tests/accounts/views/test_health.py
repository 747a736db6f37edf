"""What the front server and the watch ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Duty, WorkerBeat
from accounts.outbox import enqueue
from moderation.models import Case
from tests.moderation import making

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def beat(*, seconds_ago):
    WorkerBeat.objects.create(name="one", beat_at=timezone.now() - timedelta(seconds=seconds_ago))


def test_a_process_that_answers_is_alive_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_site_with_a_worker_is_ready(client):
    beat(seconds_ago=5)

    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "seconds", [31, 3600, -3600], ids=["a while ago", "an hour ago", "before the clock was set back"]
)
def test_a_site_whose_worker_is_gone_says_so(client, seconds):
    beat(seconds_ago=seconds)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert b"worker" in answer.content


def test_a_site_that_never_had_a_worker_is_not_ready(client):
    assert client.get("/readyz").status_code == 503


def figures(client, token):
    answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {token}")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return answer, dict(line.rsplit(" ", 1) for line in lines if answer.status_code == 200)


@pytest.mark.parametrize(("token", "sent", "status"), [("", "", 404), ("", "x", 404), ("secret", "x", 401)])
def test_figures_are_closed_unless_opened(client, settings, token, sent, status):
    settings.METRICS_TOKEN = token
    assert figures(client, sent)[0].status_code == status


def test_a_watching_program_is_told_how_the_site_fares(client, settings):
    settings.METRICS_TOKEN = "secret"
    beat(seconds_ago=5)
    now = timezone.now()
    Duty.objects.create(name="accounts.privacy.retention.run", finished_at=now - timedelta(hours=1))
    for key in ("one", "two"):
        enqueue(channel="mail", key=key, payload={}, now=now - timedelta(minutes=3))
    Case.objects.create(article=making.article(), opened_at=now - timedelta(minutes=10))
    answer, told = figures(client, "secret")
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert told['gazette_outbox_waiting{channel="mail"}'] == "2.0"
    assert told['gazette_queue_waiting{kind="comment"}'] == "1.0"
    assert told['gazette_letters_overdue{kind="letter"}'] == "0.0"
    since = {
        'gazette_outbox_overdue_seconds{channel="mail"}': 180,
        'gazette_worker_silent_seconds{worker="one"}': 5,
        'gazette_duty_finished_seconds{duty="accounts.privacy.retention.run"}': 3600,
        'gazette_queue_oldest_seconds{kind="comment"}': 600,
    }
    assert [abs(float(told[name]) - seconds) < 30 for name, seconds in since.items()] == [True] * len(since)
