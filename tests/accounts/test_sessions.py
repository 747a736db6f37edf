"""What a session's row holds can be read by us alone, and harms nobody when it cannot."""

import pytest
from django.test import Client

from accounts.models import Session
from accounts.sessions import SessionStore
from tests.accounts import making


def test_what_a_session_holds_comes_back():
    held = {"draft": {"body": "Zoë ☕", "token": ""}, "hints": ["3/calm"]}
    assert SessionStore().decode(SessionStore().encode(held)) == held


@pytest.mark.parametrize("written", ["", "{", "[1]", "null", "eyJhIjoxfQ:1abc:signed"])
def test_what_is_no_session_of_ours_is_an_empty_one(written):
    assert SessionStore().decode(written) == {}


@pytest.fixture
def devices():
    """Two browsers of one person, and one of somebody else."""
    person = making.member()
    browsers = [Client() for _ in range(3)]
    for browser, who in zip(browsers, [person, person, making.member()], strict=True):
        browser.force_login(who)
    return browsers


def names(browser):
    """Name the sessions that the person's page offers to end."""
    here = browser.session.session_key
    return [name for session, name in browser.get("/en/account/").context["sessions"] if session.session_key != here]


@pytest.mark.django_db
def test_one_session_is_ended_from_another_by_a_name_that_opens_none(devices):
    here, lost, others = devices
    [name] = names(here)
    assert lost.session.session_key not in here.get("/en/account/").content.decode()
    page = here.post("/en/account/end-session/", {"session": name}, follow=True)
    assert "That device is signed out." in page.content.decode()
    assert [one.get("/en/account/").status_code for one in (here, lost, others)] == [200, 302, 200]
    again = here.post("/en/account/end-session/", {"session": name}, follow=True)
    assert "was signed out before" in again.content.decode()


@pytest.mark.django_db
def test_nobody_ends_the_session_of_somebody_else(devices):
    here, _, others = devices
    [name] = names(here)
    others.post("/en/account/end-session/", {"session": name})
    assert Session.objects.count() == 3


@pytest.mark.django_db
def test_an_administrator_signs_somebody_out_everywhere(devices):
    here, lost, others = devices
    boss = Client()
    boss.force_login(making.member(is_staff=True, is_superuser=True))
    person = Session.objects.get(session_key=here.session.session_key).user
    form = {"action": "end_sessions", "_selected_action": [person.pk]}
    page = boss.post("/admin/accounts/user/", form, follow=True)
    assert f"{person.name} was signed out on 2 devices." in page.content.decode()
    assert [one.get("/en/account/").status_code for one in (here, lost, others)] == [302, 302, 200]
    assert "Signed out everywhere." in boss.get(f"/admin/accounts/user/{person.pk}/history/").content.decode()
