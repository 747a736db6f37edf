"""What is kept of a text while it is written, and who is there (A12, A13)."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.privacy import erasure, export, retention
from articles.actions import articles, writing
from articles.enums import Role
from articles.models import Presence, Revision, UnsavedText
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
OPENING = uuid.UUID(int=1)


def keep(writer, article=None, *, opening=OPENING, serial=1, **fields):
    writing.keep(writer=writer, article=article, opening=opening, serial=serial, fields=fields, now=NOW)


def kept() -> list[dict[str, str]]:
    return [unsaved.fields for unsaved in UnsavedText.objects.order_by("pk")]


def test_each_opening_of_a_form_has_one_text_which_the_latest_typing_replaces():
    writer, article = making.staff(Role.REPORTER), making.draft()
    keep(writer, article, serial=2, title="Late")
    keep(writer, article, serial=3, title="Later")
    keep(writer, article, serial=1, title="Arrived last, typed first")
    keep(writer, article, opening=uuid.UUID(int=2), title="Another window")
    assert kept() == [{"title": "Later"}, {"title": "Another window"}]
    assert Revision.objects.count() == 0


def test_of_texts_that_arrive_at_once_the_last_typed_stays():
    writer, barrier = making.staff(Role.REPORTER), Barrier(4)

    def send(serial):
        try:
            barrier.wait()
            keep(writer, serial=serial, title=str(serial))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, [3, 1, 4, 2]))
    assert kept() == [{"title": "4"}]


def test_a_kept_text_is_cleaned_and_only_those_who_write_keep_any():
    keep(making.staff(Role.REPORTER), body="<p onclick='x'>Late<script>x</script></p>")
    assert kept() == [{"body": "<p>Late</p>"}]
    with pytest.raises(articles.NotAllowed):
        keep(making.person(), body="<p>Mine</p>")


def test_a_text_that_has_gone_on_since_is_not_forgotten():
    writer = making.staff(Role.REPORTER)
    keep(writer, serial=2, title="Late")
    assert not writing.forget(writer=writer, opening=OPENING, serial=1)
    assert not writing.forget(writer=making.staff(Role.EDITOR), opening=OPENING)
    assert writing.forget(writer=writer, opening=OPENING, serial=2)


def test_unsaved_texts_are_copied_for_their_writer_go_after_thirty_days_and_with_the_account():
    writer, other = making.staff(Role.REPORTER), making.staff(Role.REPORTER)
    keep(writer, title="Late"), keep(other, title="Theirs")
    copied = str(export.as_data(writer, now=NOW))
    assert ("Late" in copied, "Theirs" in copied) == (True, False)
    erasure.erase(person=writer, now=NOW)
    retention.run(now=NOW + timedelta(days=30))
    assert kept() == [{"title": "Theirs"}]
    retention.run(now=NOW + timedelta(days=30, seconds=1))
    assert kept() == []


def test_whoever_has_an_article_open_is_named_until_they_leave_or_fall_silent():
    article, ada, ben = making.draft(), making.staff(Role.EDITOR), making.staff(Role.EDITOR)

    def seen_by_ada(after: int) -> list[str]:
        return [str(other) for other in writing.appear(article=article, person=ada, now=NOW + timedelta(seconds=after))]

    assert seen_by_ada(0) == []
    writing.appear(article=article, person=ben, now=NOW)
    writing.appear(article=making.draft("de"), person=making.staff(Role.EDITOR), now=NOW)
    assert seen_by_ada(74) == [ben.name]
    assert seen_by_ada(75) == []
    writing.appear(article=article, person=ben, now=NOW + timedelta(seconds=80))
    assert seen_by_ada(80) == [ben.name]
    writing.leave(article=article, person=ben)
    assert seen_by_ada(80) == []
    assert Presence.objects.filter(article=article).count() == 1
