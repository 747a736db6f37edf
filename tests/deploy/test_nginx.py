"""The front server as it ships, in front of a site that stops answering (A9)."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.pages import kept
from tests.articles import making
from tests.deploy import nginx, site

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_while_the_site_does_not_answer_old_pages_are_shown_up_to_the_next_planned_change(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FRESH", 1)  # seconds, so that the test takes few
    ending, steady = making.article(slug="ending"), making.article(slug="steady")
    paths = [ending.get_absolute_url(), steady.get_absolute_url()]
    with site.running() as behind, nginx.running(tmp_path, [behind.server_port]) as port:
        ending.expires_at = planned = timezone.now().replace(microsecond=0) + timedelta(seconds=7)
        ending.save()

        def answered() -> list[int]:
            return [site.read(port, path)[0] for path in paths]

        assert answered() == [200, 200]
        asked = behind.asked
        assert (answered(), behind.asked) == ([200, 200], asked)  # nginx has them
        behind.stop()

        time.sleep(2)
        assert timezone.now() < planned - timedelta(seconds=2), "This machine is too busy to ask in time."
        assert answered() == [200, 200]
        time.sleep(max(0, (planned - timezone.now()).total_seconds()))
        assert answered() == [502, 200]
