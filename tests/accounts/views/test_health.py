"""What the front server and the watch ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import WorkerBeat

pytestmark = pytest.mark.django_db


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
