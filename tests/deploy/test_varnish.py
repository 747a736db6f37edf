"""Varnish with the configuration that ships, told by the worker (A24)."""

import time

import pytest
from django.utils import timezone

from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles.actions import articles
from articles.enums import Role
from articles.pages import kept
from tests.articles import making
from tests.articles.pages.asking import cookie
from tests.deploy import site, varnish

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_what_is_taken_back_is_gone_from_varnish_as_soon_as_it_is_told_and_the_rest_stays(settings):
    making.section(needs_four_eyes=False)
    gone, stays = making.article("en", title="Gone"), making.article("de", title="Stays")
    paths = [gone.get_absolute_url(), "/en/", "/de/", stays.get_absolute_url()]
    with site.running() as behind, varnish.running(behind.server_port) as port:
        settings.PURGE_WITH, settings.PURGE_AT = "varnish", [f"http://127.0.0.1:{port}"]
        for path in paths * 2:
            status, headers, _page = site.read(port, path)
            assert (status, headers["xkey"]) == (200, None)
        assert behind.asked == len(paths)
        assert "Zoë" in site.read(port, "/en/", cookie("Zoë"))[2]
        assert behind.asked == len(paths) + 1

        articles.unpublish(article=gone, by=making.staff(Role.PUBLISHER), now=timezone.now())
        assert "Gone" in site.read(port, "/en/")[2]  # it is not told yet
        while item := delivery.claim(now=timezone.now()):
            delivery.deliver(item, now=timezone.now())

        assert OutboxItem.objects.exclude(last_error="").count() == 0
        asked = behind.asked
        assert [site.read(port, path)[0] for path in paths[2:]] == [200, 200]
        assert behind.asked == asked
        assert site.read(port, paths[0])[0] == 410
        assert "Gone" not in site.read(port, "/en/")[2]


def test_varnish_keeps_a_page_no_longer_than_it_says(monkeypatch):
    monkeypatch.setattr(kept, "FRESH", 1)  # seconds, so that the test takes few
    monkeypatch.setattr(kept, "STALE", 1)
    path = making.article().get_absolute_url()
    with site.running() as behind, varnish.running(behind.server_port) as port:
        assert site.read(port, path)[0] == 200
        behind.stop()
        assert site.read(port, path)[0] == 200
        time.sleep(3.1)
        assert site.read(port, path)[0] == 503
