"""The admin closes to who left it alone, and to everybody after a day, until they show again who they are."""

import time

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

from accounts import drafts
from tests.accounts import making

pytestmark = pytest.mark.django_db
PASSWORD, SECRET = "a long sentence is fine", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AGAIN = "/en/account/reauthenticate/?next=/admin/"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def person():
    cache.clear()
    made = making.member(email="mira@example.org", is_staff=True, is_superuser=True, language="en")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T12:00:00Z", tick=False) as traveller:
        yield traveller


def sign_in(client, person):
    return client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})


def test_who_did_nothing_for_two_hours_shows_who_they_are_and_goes_on(client, person, clock):
    sign_in(client, person)
    assert client.get("/admin/").status_code == 200
    clock.shift(2 * HOUR)
    answer = client.get("/admin/")
    assert answer["Location"] == AGAIN
    assert "closes by itself" in client.get(AGAIN).content.decode()
    assert client.get("/en/account/").status_code == 200  # whose pages stay open
    assert client.post(AGAIN, {"password": PASSWORD})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_it_stays_open_to_who_uses_it_but_for_a_day_at_most(client, person, clock):
    sign_in(client, person)
    for _ in range(23):
        clock.shift(HOUR)
        assert client.get("/admin/").status_code == 200
    clock.shift(HOUR)
    assert client.get("/admin/")["Location"] == AGAIN


def test_what_a_page_asks_by_itself_keeps_it_open_to_nobody(client, person, clock):
    sign_in(client, person)
    for _ in range(4):
        clock.shift(30 * MINUTE - 1)
        assert client.get("/admin/jsi18n/", headers={"sec-fetch-dest": "empty"}).status_code == 200
    clock.shift(4)
    assert client.get("/admin/")["Location"] == AGAIN


def test_what_a_script_asks_by_the_clock_keeps_it_open_to_nobody_and_is_told_nothing(client, person, clock):
    sign_in(client, person)
    clock.shift(2 * HOUR - 1)
    unattended = {"sec-fetch-dest": "empty", "x-unattended": "1", "accept": "application/json"}
    client.post("/admin/articles/article/unsaved/", {}, headers=unattended)
    clock.shift(2)
    answer = client.post("/admin/articles/article/unsaved/", {}, headers=unattended)
    assert (answer.status_code, answer.json()["see"]) == (403, "/en/account/reauthenticate/")
    assert "closes by itself" not in client.get(AGAIN).content.decode()


def test_the_time_of_use_counts_in_its_own_session_alone(client, person, clock):
    sign_in(client, person)
    client.get("/admin/")
    other = client.cookies["desk"].value
    clock.shift(90 * MINUTE)
    client.get("/admin/")
    assert client.cookies["desk"].value != other
    fresh = client.cookies["desk"].value
    client.logout()
    clock.shift(-90 * MINUTE)
    sign_in(client, person)
    clock.shift(2 * HOUR)
    client.cookies["desk"] = fresh
    assert client.get("/admin/")["Location"] == AGAIN


def test_the_cookie_is_the_admins_alone(client, person):
    sign_in(client, person)
    client.get("/en/account/")
    assert "desk" not in client.cookies
    client.get("/admin/")
    kept = client.cookies["desk"]
    assert (kept["path"], kept["httponly"], kept["samesite"], kept["max-age"]) == ("/admin/", True, "Strict", "")


def test_what_was_typed_is_kept_for_who_is_back(client, person, clock):
    sign_in(client, person)
    clock.shift(3 * HOUR)
    page = "/admin/articles/article/add/"
    answer = client.post(page, {"title": "Harbour", "body": "<p>Long.</p>"})
    assert answer["Location"] == f"/en/account/reauthenticate/?next={page}"
    assert client.session[drafts.KEY]["fields"]["body"] == "<p>Long.</p>"


def test_who_has_a_second_factor_shows_that(client, person, clock):
    TOTP.activate(person, SECRET)
    client.force_login(person)
    clock.shift(3 * HOUR)
    asked = client.get("/admin/")["Location"]
    assert asked == "/en/account/2fa/reauthenticate/?next=/admin/"
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post(asked, {"code": code})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_who_has_neither_factor_nor_password_signs_in_anew(client, person, clock):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    clock.shift(3 * HOUR)
    assert client.get("/admin/")["Location"] == "/en/account/login/?next=/admin/"
    assert "closes by itself" in client.get("/en/account/login/?next=/admin/").content.decode()


def test_readers_without_a_part_on_the_staff_are_not_asked(client, clock):
    client.force_login(making.member())
    clock.shift(3 * HOUR)
    assert client.get("/admin/").status_code == 302
    assert "desk" not in client.cookies
