"""When the site fails, it says so in words, and what was typed can be copied."""

import errno
from contextlib import contextmanager

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest
from django.urls import path

from accounts.models import Session
from accounts.sessions import SessionStore
from moderation.models import Comment
from tests.moderation import making
from tests.moderation.views.writing import sent, write

pytestmark = pytest.mark.both
TYPED = "The new bridge will shorten my way to work by twenty minutes."


@login_not_required
def break_down(request: HttpRequest):
    raise {"full": OSError(errno.ENOSPC, "No space left"), "locked": OperationalError("locked")}.get(
        request.GET.get("by", ""), RuntimeError("a fault of ours")
    )


urlpatterns = [path("", break_down)]
handler500 = "accounts.views.failing.server_error"


@pytest.fixture
def failing(client, settings):
    client.raise_request_exception = False
    settings.ROOT_URLCONF = __name__
    return client


@pytest.mark.parametrize(("by", "status"), [("full", 503), ("locked", 503), ("us", 500)])
def test_what_passes_is_told_from_what_is_our_fault(failing, by, status):
    answer = failing.post(f"/?by={by}", {"text": TYPED, "password": "a password of more than forty characters" * 2})
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, "60" if status == 503 else None)
    assert TYPED in answer.text
    assert "a password" not in answer.text


def test_a_reader_gets_a_page_without_a_form(failing):
    assert "<textarea" not in failing.get("/?by=locked").text


def test_a_form_that_cannot_be_read_is_answered_all_the_same(failing):
    answer = failing.post("/?by=us", b"no parts", content_type="multipart/form-data; boundary=")
    assert (answer.status_code, "<h1>" in answer.text) == (500, True)


@contextmanager
def taking_nothing():
    """Let the database refuse every write, as when its disk is full."""
    begin, end = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SAVEPOINT before; SET TRANSACTION READ ONLY", "ROLLBACK TO before"),
    }[connection.vendor]
    connection.connection.execute(begin)
    yield
    connection.connection.execute(end)
    transaction.set_rollback(False)


@pytest.mark.django_db
def test_a_database_that_takes_nothing_costs_nobody_a_text(client):
    article, author = making.article(), making.member()
    client.force_login(author)
    client.raise_request_exception = False
    with taking_nothing():
        answer = client.post(write(article), sent({"body": TYPED}))
    assert (answer.status_code, TYPED in answer.text) == (503, True)
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_nor_somebody_whose_session_was_to_keep_it_until_they_have_signed_in(client):
    article = making.article()
    client.post(write(article), sent({"body": "The first of two."}))
    client.raise_request_exception = False
    with taking_nothing():
        answer = client.post(write(article), sent({"body": TYPED}))
    assert (answer.status_code, TYPED in answer.text) == (503, True)


@pytest.mark.django_db
def test_a_session_that_has_ended_meanwhile_is_no_failure_of_ours(client):
    session = SessionStore()
    session["a"] = 1
    session.save()
    Session.objects.all().delete()
    session["a"] = 2
    with pytest.raises(UpdateError):
        session.save()
