"""Passkeys and security keys: added, named, removed, and used alone, after a password and before what matters (QA4)."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.actions import second_factors
from accounts.forms import passkeys
from accounts.models import User
from accounts.privacy import export
from tests.accounts import making
from tests.accounts.keys import Key
from tests.accounts.passkeys import (
    ADD,
    KEYS,
    LOGIN,
    NO_ACCOUNT,
    PASSWORD,
    add,
    asked,
    here,  # noqa: F401 # fixtures, used by name
    letters,
    said,
    sign_in,
    somebody,  # noqa: F401 # as above
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village", "here")]


def test_a_key_is_added_with_recovery_codes_and_told(person):
    answer = add(person, Key())
    assert answer["Location"] == "/en/account/2fa/recovery-codes/"
    assert Authenticator.objects.get(type="webauthn").wrap().name == "The key on the ring"
    assert letters() == [
        f"A passkey or security key was added to your account at Gazette (user ID {person.public_id})."
    ]


def test_adding_asks_first_who_it_is(client, person):
    client.force_login(person)
    for address in (ADD, f"{KEYS}keys/1/remove/", f"{KEYS}keys/1/edit/"):
        assert client.get(address)["Location"].startswith("/en/account/reauthenticate/")


def test_devices_are_asked_for_passkeys_by_our_name_and_never_which_make_they_are(client, person, settings):
    settings.SITE_URL = "https://paper.example:8443"
    with_password(client)
    asked_for = client.get(ADD).context["js_data"]["creation_options"]["publicKey"]
    assert asked_for["rp"]["id"] == "paper.example"
    assert asked_for["authenticatorSelection"]["residentKey"] == "preferred"
    assert "attestation" not in asked_for


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda _sent: "", id="nothing"),
        pytest.param(lambda _sent: "[" * 5000, id="deep"),
        pytest.param(lambda _sent: '"' + "x" * 30_000 + '"', id="long"),
        pytest.param(lambda _sent: "[1]", id="a list"),
        pytest.param(lambda _sent: "{}", id="empty"),
        pytest.param(lambda sent: sent.replace('"clientDataJSON": "', '"clientDataJSON": "AA'), id="other client data"),
        pytest.param(lambda sent: sent.replace('"attestationObject": "', '"attestationObject": "_'), id="not CBOR"),
    ],
)
def test_what_no_browser_made_adds_nothing(client, person, spoilt):
    with_password(client)
    page = client.post(ADD, {"name": "A name", "credential": spoilt(Key().made(client.get(ADD).context["js_data"]))})
    assert page.status_code == 200
    assert "The key could not be taken. Press the button again." in str(page.context["form"].errors)
    assert 'value="A name"' in page.content.decode()
    assert not Authenticator.objects.exists()


def test_a_host_below_our_name_cannot_have_keys_made_for_us(person):
    assert add(person, Key(origin="http://evil.localhost:8000")).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_eleventh_key_is_refused(person, monkeypatch):
    monkeypatch.setattr(passkeys, "AT_MOST", 1)
    add(person, Key())
    assert "You have 1 keys" in add(person, Key()).content.decode()


def test_names_are_chosen_changed_and_numbered_where_nobody_names(client, person):
    add(person, Key(), name="")
    key = Authenticator.objects.get(type="webauthn")
    assert key.wrap().name == "Passkey 1"
    client.force_login(person)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"{KEYS}keys/{key.pk}/edit/", {"name": "x" * 61}).status_code == 200
    assert client.post(f"{KEYS}keys/{key.pk}/edit/", {"name": "Telephone"})["Location"] == "/en/account/2fa/"
    assert "Telephone" in client.get("/en/account/2fa/").content.decode()


def test_a_removed_key_opens_nothing_ends_other_sessions_and_is_told(client, person):
    key, elsewhere = Key(), Client()
    add(person, key)
    assert sign_in(elsewhere, person, key).status_code == 302
    client.force_login(person)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    row = Authenticator.objects.get(type="webauthn")
    assert "The key on the ring" in client.get(f"{KEYS}keys/{row.pk}/remove/").content.decode()
    client.post(f"{KEYS}keys/{row.pk}/remove/")
    assert client.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302
    assert not Authenticator.objects.exists()
    assert letters()[-1].endswith("It was the last second factor: the password alone opens the account.")
    assert said(sign_in(Client(), person, key)) == [NO_ACCOUNT]


def test_nobody_reaches_a_key_of_somebody_else(client, person):
    add(person, Key())
    other = making.member()
    other.set_password(PASSWORD)
    other.save()
    client.force_login(other)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    row = Authenticator.objects.get(type="webauthn")
    for act in ("edit", "remove"):
        assert client.post(f"{KEYS}keys/{row.pk}/{act}/", {"name": "Mine"}).status_code == 404


def test_a_passkey_signs_in_alone_and_opens_the_admin(client, person, settings):
    settings.SECOND_FACTOR_FOR = ["staff"]
    key = Key()
    add(person, key)
    assert sign_in(client, person, key, next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_key_that_asks_nobody_who_they_are_does_not_sign_in_alone(client, person):
    key = Key(verifies=False)
    add(person, key)
    answer = sign_in(client, person, key, next="/en/account/privacy/")
    assert answer["Location"] == "/en/account/login/?next=/en/account/privacy/"
    assert said(answer) == [NO_ACCOUNT]


def test_a_question_that_was_asked_after_a_password_does_not_stand_in_for_one_that_asks_more(client, person):
    thief = making.member(email="thief@example.org")
    thief.set_password(PASSWORD)
    thief.save()
    stolen = Key(verifies=False)
    add(person, stolen), add(thief, Key())
    client.post("/en/account/login/", {"login": thief.email, "password": PASSWORD})
    options = client.get("/en/account/2fa/authenticate/").context["js_data"]
    client.post(LOGIN, {"credential": stolen.shown(options, person)})
    assert client.get("/en/account/").status_code == 302


@pytest.mark.parametrize("name", ["unknown", "somebody else's", "no such account", "not a number", "another site's"])
def test_every_wrong_passkey_hears_the_same(client, person, name):
    key = Key()
    add(person, key)
    other = making.member()
    wrong = {
        "unknown": lambda to: Key().shown(to, person),
        "somebody else's": lambda to: key.shown(to, other),
        "no such account": lambda to: key.shown(to, User(pk=10**15)),
        "not a number": lambda to: key.shown(to, userHandle="!"),
        "another site's": lambda to: Key(origin="http://other.localhost:8000").shown(to, person),
    }
    answer = client.post(LOGIN, {"credential": wrong[name](asked(client))})
    assert answer["Location"] == "/en/account/login/"
    assert said(answer) == [NO_ACCOUNT]


def test_an_answer_counts_once(client, person):
    key = Key()
    add(person, key)
    sent = key.shown(asked(client), person)
    assert client.post(LOGIN, {"credential": sent})["Location"] == "/en/account/"
    assert said(Client().post(LOGIN, {"credential": sent})) == [NO_ACCOUNT]


def test_what_browsers_are_asked_at_sign_in_names_no_key_and_no_account(client, person):
    add(person, Key())
    assert asked(client)["request_options"]["publicKey"] | {"challenge": ""} == {
        "challenge": "",
        "rpId": "localhost",
        "allowCredentials": [],
        "userVerification": "required",
    }


def test_guesses_are_counted_by_address(client):
    assert [client.post(LOGIN, {"ask": ""}).status_code for _ in range(21)] == [200] * 20 + [429]


def test_a_blocked_member_is_led_to_the_reasons_and_an_inactive_one_let_in_nowhere(client, person):
    key = Key()
    add(person, key)
    User.objects.filter(pk=person.pk).update(blocked_at=timezone.now())
    assert sign_in(client, person, key)["Location"] == "/en/account/blocked/"
    User.objects.filter(pk=person.pk).update(is_active=False)
    other = Client()
    sign_in(other, person, key)
    assert other.get("/en/account/").status_code == 302


def test_without_scripts_nothing_of_it_is_shown_and_other_ways_are(client, person):
    page = client.get("/en/account/login/").content.decode()
    assert "data-with-passkeys hidden" in page
    assert "sessionid" not in client.cookies


def test_the_copy_of_ones_data_names_the_keys_and_an_erased_account_keeps_none(person):
    add(person, Key())
    part = next(part for part in export.dossier(person) if part.code.startswith("mfa."))
    assert {row["data__name"] for row in part.records()} == {"The key on the ring", None}
    assert json.dumps(part.records(), default=str).count("credential") == 0


def test_a_lost_key_is_taken_off_by_an_administrator(client, person):
    key = Key()
    add(person, key)
    second_factors.forget(person=person, now=timezone.now())
    assert said(sign_in(client, person, key)) == [NO_ACCOUNT]
