"""Tokens of programs: kept as digests, for what their person may do, and ended with the sessions (C72, QA5)."""

from datetime import timedelta

import pytest

from accounts.actions import closing, sessions, tokens
from accounts.enums import Scope, TextsAtErasure
from accounts.models import ApiToken, OutboxItem, User
from accounts.privacy import erasure, retention
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def made(person, **fields):
    given = {"name": "Telephone", "scopes": [Scope.READ], "ends_at": NOW + MONTH, "now": NOW} | fields
    return tokens.make(person=person, **given)


def opens(text, now=NOW) -> bool:
    try:
        tokens.use(text=text, now=now)
    except tokens.NoSuchToken:
        return False
    return True


@pytest.fixture
def person():
    person = making.member()
    person.set_password("a long sentence is fine")
    person.save()
    return person


def test_it_opens_what_is_its_persons_and_notes_the_day(person):
    token, text = made(person)
    assert tokens.use(text=text, now=NOW).person == person
    token.refresh_from_db()
    assert token.used_on == NOW.date()


def test_its_person_is_told_by_letter(person):
    _token, text = made(person)
    letter = OutboxItem.objects.get()
    assert (letter.person, "A program was let into your account" in letter.payload["text"]) == (person, True)
    assert "Telephone" in letter.payload["text"]
    assert text not in str(letter.payload)


def test_the_secret_is_nowhere(person):
    token, text = made(person)
    secret = text.split("_", 2)[2]
    assert secret not in str(ApiToken.objects.values_list().get())
    assert text.startswith(f"gzt_{token.key}_")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1],
        lambda text: text + "x",
        lambda text: f"x{text}",
        lambda _: "x",
        lambda text: text.replace("_", "_\0", 1),
    ],
)
def test_nothing_like_it_opens_anything(person, change):
    _token, text = made(person)
    assert not opens(change(text))


def test_a_day_is_noted_once(person, django_assert_num_queries):
    _token, text = made(person)
    tokens.use(text=text, now=NOW)
    with django_assert_num_queries(1):
        tokens.use(text=text, now=NOW)


def new_password(person):
    person.set_password("another sentence is fine")
    person.save()


def closed(person):
    closing.request(person=person, texts=TextsAtErasure.ERASE, now=NOW)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda person: tokens.revoke(token=person.api_tokens.get(), now=NOW), id="revoked"),
        pytest.param(new_password, id="a new password"),
        pytest.param(lambda person: sessions.end_all(person=person), id="signed out everywhere"),
        pytest.param(closed, id="the account is deleted"),
        pytest.param(lambda p: User.objects.filter(pk=p.pk).update(blocked_at=NOW), id="blocked"),
        pytest.param(lambda p: User.objects.filter(pk=p.pk).update(is_active=False), id="not active"),
        pytest.param(lambda p: User.objects.filter(pk=p.pk).update(email="x@demo.example"), id="of the demo"),
    ],
)
def test_it_ends_with_what_ends_sessions(person, end):
    _token, text = made(person)
    assert opens(text)
    end(person)
    assert not opens(text)


def test_it_ends_by_itself(person):
    _token, text = made(person)
    assert opens(text, NOW + MONTH - timedelta(seconds=1))
    assert not opens(text, NOW + MONTH)


@pytest.mark.parametrize("ends_at", [NOW, NOW + timedelta(days=367)])
def test_its_end_lies_within_a_year(person, ends_at):
    with pytest.raises(ValueError, match="a year at most"):
        made(person, ends_at=ends_at)


@pytest.mark.parametrize("scopes", [[], [Scope.DECIDE]])
def test_it_is_for_something_that_its_person_may_do(person, scopes):
    with pytest.raises(tokens.ScopeNotTheirs):
        made(person, scopes=scopes)


def test_staff_may_have_one_that_decides():
    token, _text = made(making.member(is_staff=True), scopes=[Scope.DECIDE, Scope.READ])
    assert token.scopes == ["read", "decide"]


def test_a_name_is_of_one_token_and_free_once_that_is_revoked(person):
    token, _text = made(person)
    with pytest.raises(tokens.NameInUse):
        made(person)
    tokens.revoke(token=token, now=NOW)
    made(person)


def test_there_are_not_endlessly_many(person, monkeypatch):
    monkeypatch.setattr(tokens, "MOST", 1)
    made(person)
    with pytest.raises(tokens.TooMany):
        made(person, name="Another")


def test_erasure_and_time_take_it_away(person):
    made(person)
    erasure.erase(person=person, now=NOW, texts=TextsAtErasure.ERASE)
    assert not ApiToken.objects.exists()
    made(making.member())
    retention.run(now=NOW + MONTH + timedelta(days=31))
    assert not ApiToken.objects.exists()
