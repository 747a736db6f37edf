"""Nobody learns who has an account, and nobody guesses for long (QA3, QA4)."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from accounts.enums import Document
from accounts.models import OutboxItem, User
from config import settings as site
from tests.accounts import making

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PASSWORD = "a long sentence is fine"
KNOWN, UNKNOWN = "known@example.org", "someone@example.org"
DOORS = {
    "sign-in": ("/en/account/login/", lambda email: {"login": email, "password": "a wrong sentence"}),
    "registration": ("/en/account/signup/", lambda email: {"name": "New Name", "email": email, "password1": PASSWORD}),
    "reset": ("/en/account/password/reset/", lambda email: {"email": email}),
}


@pytest.fixture(autouse=True)
def known():
    cache.clear()
    making.policy(Document.RULES)
    making.policy(Document.PRIVACY)
    person = making.member(email=KNOWN, name="Known Person")
    person.set_password(PASSWORD)
    person.save()
    yield person
    cache.clear()


def knock(door, email):
    """Ask as a browser that was never here; answer what it is told, and the work that it took."""
    address, form = DOORS[door]
    client, started = Client(), time.thread_time()
    answer = client.post(address, form(email))
    spent = time.thread_time() - started
    body = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode().replace(email, "EMAIL"))
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Expires")}
    shown = (
        client.get(answer.headers["Location"]).content.decode().replace(email, "EMAIL") if "Location" in headers else ""
    )
    cookies = sorted((name, morsel["max-age"], morsel["path"]) for name, morsel in client.cookies.items())
    return (answer.status_code, headers, body, shown, cookies), spent


@pytest.mark.parametrize("door", DOORS)
def test_a_known_and_an_unknown_address_are_answered_alike(door):
    known, _ = knock(door, KNOWN)
    cache.clear()
    unknown, _ = knock(door, UNKNOWN)
    assert known == unknown


@pytest.mark.parametrize("door", DOORS)
def test_a_known_and_an_unknown_address_take_as_much_work(door, known, settings):
    """A password is hashed for both or for none: without that the difference is tenfold. Medians, alternating."""
    settings.PASSWORD_HASHERS = site.PASSWORD_HASHERS
    known.set_password(PASSWORD)
    known.save()
    if door == "registration":
        knock(door, "first@example.org")
        User.objects.filter(email="first@example.org").update(name="Other", name_skeleton="other")
    times = {KNOWN: [], UNKNOWN: []}
    for number in range(5):
        for email in (KNOWN, UNKNOWN):
            cache.clear()
            if door == "registration":
                EmailAddress.objects.filter(email=UNKNOWN).delete()
                User.objects.filter(email=UNKNOWN).update(
                    email=f"old{number}@example.org", name_skeleton=f"old{number}"
                )
            times[email].append(knock(door, email)[1])
    of_known, of_unknown = (sorted(times[email])[2] for email in (KNOWN, UNKNOWN))
    assert 0.5 < of_known / of_unknown < 2


@pytest.mark.once
def test_a_password_that_is_stolen_as_a_hash_takes_long_to_guess(known, settings):
    settings.PASSWORD_HASHERS = site.PASSWORD_HASHERS
    known.set_password(PASSWORD)
    assert known.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def sign_in(email, password, **headers):
    return Client(**headers).post("/en/account/login/", {"login": email, "password": password})


def test_guessing_at_one_account_ends_from_wherever_it_comes():
    for number in range(5):
        sign_in(KNOWN, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    refused = sign_in(KNOWN, PASSWORD, REMOTE_ADDR="192.0.2.99")
    assert (refused.status_code, "sessionid" in refused.cookies) == (200, False)
    assert sign_in(UNKNOWN, "wrong").status_code == 200


def test_guessing_at_many_accounts_from_one_address_ends():
    answers = [sign_in(f"a{number}@example.org", "wrong") for number in range(31)]
    assert answers[-1].status_code == 429


def test_a_header_does_not_make_another_address_of_it(settings):
    for number in range(31):
        last = sign_in(f"a{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert last.status_code == 429
    cache.clear()
    settings.TRUST_PROXY = True
    for number in range(31):
        last = sign_in(f"a{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert last.status_code == 200


def test_the_owner_of_a_guessed_account_still_gets_in_by_a_new_password(client):
    for number in range(6):
        sign_in(KNOWN, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    client.post("/en/account/password/reset/", {"email": KNOWN})
    text = OutboxItem.objects.order_by("-pk").first().payload["text"]
    link = next(word for word in text.split() if "/password/reset/key/" in word).partition("//")[2].partition("/")[2]
    form = client.get(f"/{link}").headers["Location"]
    client.post(form, {"password1": "quite another sentence", "password2": "quite another sentence"})
    assert "sessionid" in sign_in(KNOWN, "quite another sentence").cookies


def test_a_superuser_made_by_command_meets_the_gate_like_everybody(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, email="chief@example.org", name="Chief", verbosity=0)
    client.force_login(User.objects.get(email="chief@example.org"))
    for address in ("/admin/", "/en/account/"):
        assert client.get(address).headers["Location"].startswith("/en/account/gate/")
