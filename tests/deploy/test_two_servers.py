"""Two application servers, PostgreSQL, Redis and a folder that both have: one is killed, and goes on as one (A35)."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import shipped
from accounts.models import ConsentEvent, Export, Purpose
from accounts.objects import ObjectStore
from articles import pages
from moderation.actions import rules
from tests import objects
from tests.accounts.making import OF_AGE
from tests.articles import making as articles
from tests.deploy import nginx
from tests.deploy.load import Load, ask
from tests.faults import acts
from tests.faults.site import Site
from tests.mailbox import free_port
from tests.moderation import making
from tests.processes import listens, wait_until

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

#: What only the shared folder may hold; photos lie in the object store.
SHARED = ("exports", "export-keys", "seals", "erasures.jsonl", "heads.npz")


@contextmanager
def machines(folder: Path, shared: Path, bucket: str):
    """Run two servers, each with a disk of its own, and a folder and an object store that both have."""
    disks = [folder / name for name in ("first", "second")]
    for disk in (shared, *disks):
        disk.mkdir()
    given = {"SHARED_DIR": str(shared), "MEDIA_STORE": bucket}
    with ThreadPoolExecutor() as pool:
        started = list(pool.map(lambda disk: Site(free_port(), VAR_DIR=str(disk), **given), disks))
    try:
        yield started, disks
    finally:
        for one in started:
            one.stop()


def signed_in(person) -> str:
    """Sign somebody in who has just shown who they are; return the key of the session."""
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session.update(acts.shown_again(person))
    session.save()
    return session.session_key


@pytest.fixture
def article():
    for load in (shipped.load, rules.load):
        load(now=timezone.now())
    return making.article()


def test_one_of_two_servers_is_killed_and_no_request_is_lost_but_those_it_was_at(tmp_path, article):
    assert settings.REDIS_URL, "Two servers share Redis: name one in REDIS_URL."
    shared, person = tmp_path / "shared", acts.member()
    session = signed_in(person)
    with objects.running() as bucket, machines(tmp_path, shared, bucket) as ((first, second), disks):
        photo_is_read_from_the_store(bucket, [first, second])
        both_have_what_either_stores(article, person, session, shared, [first, second])
        with nginx.running(tmp_path, [first.port, second.port]) as port:
            one_is_killed_under_load(article, person, session, port, first)
    assert [path for disk in disks for name in SHARED for path in disk.glob(name)] == []
    assert [path for disk in (shared, *disks) for path in disk.glob("media/**/*") if path.is_file()] == []


def photo_is_read_from_the_store(bucket, sites) -> None:
    photo = articles.photo()
    ObjectStore(at=bucket).save(str(photo.file), ContentFile(b"a photo"))
    for site in sites:
        assert ask(site.port, f"/media/{photo.file}") == (200, "a photo")


def both_have_what_either_stores(article, person, session, shared, sites) -> None:
    """A change of a page, a copy of somebody's data and its key."""
    for site in sites:
        assert "Turned" not in ask(site.port, article.get_absolute_url())[1]
    article.title = "Turned around"
    article.save()
    pages.touch(article=article.pk)
    for site in sites:
        assert "Turned around" in ask(site.port, article.get_absolute_url())[1]

    assert ask(sites[0].port, reverse("accounts:exports"), {"ask": "1"}, session)[0] == 302
    wait_until(lambda: Export.objects.filter(person=person, ready_at__isnull=False).exists())
    export = Export.objects.get(person=person)
    for site in sites:
        assert ask(site.port, reverse("accounts:export_download", args=[export.pk]), {"ask": "1"}, session)[0] == 200
    assert list((shared / "export-keys").iterdir())


def one_is_killed_under_load(article, person, session, port, first) -> None:
    purpose = Purpose.objects.filter(retired_at__isnull=True).order_by("pk").first()
    choosing, page = reverse("accounts:consent", args=[purpose.code]), article.get_absolute_url()
    made: list[str] = []

    def choose(_number: int) -> int:
        """Switch to and fro; what nobody acknowledged is sent again, as a person would."""
        given = ("yes", "no")[len(made) % 2]
        status, _page = ask(port, choosing, {"given": given} | OF_AGE, session)
        made.extend([given] if status == 302 else [])
        return status

    load = Load()
    with load.going_on(
        ("page", lambda number: ask(port, f"{page}?n={number}")[0]),
        ("search", lambda number: ask(port, f"/en/search/?q=harbour+{number}")[0]),
        ("choice", choose),
    ):
        time.sleep(1)
        killed_at = time.monotonic()
        first.kill("all")
        wait_until(lambda: not listens(first.port))  # until then its kernel takes what nobody answers
        dead_at = time.monotonic()
        time.sleep(2)

    lost = [one for one in load.done if one.status not in (200, 302)]
    assert all(one.began < dead_at and one.ended > killed_at for one in lost), lost
    assert {one.what for one in lost} <= {"choice"}, lost  # what only reads is asked of the other one
    answered = Counter(one.what for one in load.done if one not in lost)
    later = Counter(one.what for one in load.done if one.began > dead_at)
    assert min(answered[what] for what in ("page", "search", "choice")) > 10, answered
    assert min(later[what] for what in ("page", "search", "choice")) > 5, later
    # Of what was acknowledged all is there, and nothing twice.
    stored = ConsentEvent.objects.filter(person=person).order_by("pk").values_list("is_given", flat=True)
    assert list(stored) == [given == "yes" for given in made]
