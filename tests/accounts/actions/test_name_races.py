"""Two people ask for one name at the same moment: one has it, the other is told (QR2, C54)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.test import Client

from accounts.actions import registration
from accounts.enums import Document
from accounts.models import User
from tests.accounts import making

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long sentence is fine"


@pytest.fixture
def nobody_looks_first(monkeypatch):
    """Let both pass the form's question before either is stored; on SQLite, who joins waits for who came first."""
    barrier, ask = Barrier(2), registration.is_free

    def is_free(*args, **kwargs):
        answer = ask(*args, **kwargs)
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=3)
        return answer

    monkeypatch.setattr(registration, "is_free", is_free)


def at_once(*acts):
    def run(act):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_joined_under_one_name_do_not_share_it():
    making.policy(Document.RULES)
    making.policy(Document.PRIVACY)

    def join(email):
        Client().post("/en/account/signup/", {"name": "Mira Sand", "email": email, "password1": PASSWORD})
        EmailAddress.objects.filter(email=email).update(verified=True)

    def sign_in(email):
        return Client().post("/en/account/login/", {"login": email, "password": PASSWORD}, follow=True)

    both = ("one@example.org", "two@example.org")
    for email in both:
        join(email)
    answers = at_once(*(partial(sign_in, email) for email in both))
    assert sorted("took your public name first" in answer.content.decode() for answer in answers) == [False, True]
    assert sorted(User.objects.values_list("name", flat=True)) == ["Mira Sand", "Mira Sand 2"]


def test_one_form_sent_twice_makes_one_account_and_both_are_answered_alike(nobody_looks_first):
    making.policy(Document.RULES)
    making.policy(Document.PRIVACY)

    def join():
        form = {"name": "Mira Sand", "email": "one@example.org", "password1": PASSWORD}
        answer = Client().post("/en/account/signup/", form)
        return answer.status_code, answer.headers.get("Location")

    first, second = at_once(join, join)
    assert first == second == (302, "/en/account/confirm-email/")
    assert User.objects.count() == 1


def test_two_members_take_one_name(nobody_looks_first):
    one, two = making.member(), making.member()

    def rename(person):
        client = Client()
        client.force_login(person)
        return client.post("/en/account/", {"name": "Mira Sand", "language": "de"})

    answers = at_once(lambda: rename(one), lambda: rename(two))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    told = next(answer for answer in answers if answer.status_code == 422)
    assert 'id="id_name_error"' in told.content.decode()
    assert User.objects.filter(name="Mira Sand").count() == 1
