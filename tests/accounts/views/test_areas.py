from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from accounts.enums import Document
from accounts.models import Acknowledgement, User
from tests.accounts import making

pytestmark = pytest.mark.django_db
NOW = making.NOW


@pytest.fixture
def member():
    making.policy(Document.RULES)
    making.policy(Document.PRIVACY)
    return making.member()


@pytest.fixture
def signed_in(client, member):
    client.force_login(member)
    return client


def test_a_request_loads_session_and_person_in_one_query(signed_in, django_assert_num_queries):
    signed_in.get("/en/account/logout/")  # the paper's frame is read once
    with django_assert_num_queries(2):  # and one for the policies that are announced
        signed_in.get("/en/account/logout/")


def test_raising_the_epoch_ends_a_session_in_the_middle(signed_in, member):
    assert signed_in.get("/en/account/").status_code == 200
    User.objects.filter(pk=member.pk).update(session_epoch=1)
    assert signed_in.get("/en/account/").status_code == 302


def test_a_new_policy_leads_a_member_to_the_gate_and_one_box_leads_back(signed_in, member):
    version = making.policy(number=2, now=NOW + timedelta(days=1))
    assert signed_in.get("/en/account/").headers["Location"] == "/en/account/gate/?next=/en/account/"
    page = signed_in.get("/en/account/gate/").content.decode()
    assert "25 May 2018" in page
    assert "checked" not in page
    assert signed_in.post("/en/account/gate/", {}).status_code == 422
    assert signed_in.post("/en/account/gate/", {"is_read": "on", "next": "/en/account/"}).headers["Location"] == (
        "/en/account/"
    )
    record = Acknowledgement.objects.get(version=version)
    assert (record.person, record.kind, record.surface) == (member, "acknowledged", "gate")
    assert signed_in.get("/en/account/").status_code == 200


def test_the_gate_leads_back_to_the_whole_address(signed_in):
    making.policy(number=2, now=NOW + timedelta(days=1))
    there = "/en/account/?tab=a&next=/en/"
    at_the_gate = urlsplit(signed_in.get(there).headers["Location"])
    assert parse_qs(at_the_gate.query) == {"next": [there]}


def test_deciding_later_lets_look_and_not_write_and_deletes_nothing(signed_in, member):
    making.policy(number=2, now=NOW + timedelta(days=1))
    signed_in.post("/en/account/gate/later/")
    assert signed_in.get("/en/account/").status_code == 200
    assert (
        signed_in.post("/en/account/", {"name": "Other", "language": "en"}).headers["Location"] == "/en/account/gate/"
    )
    member.refresh_from_db()
    assert (member.name, member.erased_at) != ("Other", None)


@pytest.mark.parametrize(
    "path", ["/en/account/privacy/", "/en/policies/privacy/", "/en/contacts/", "/en/account/gate/"]
)
def test_rights_and_reading_wait_for_no_gate(signed_in, path):
    making.policy(number=2, now=NOW + timedelta(days=1))
    assert signed_in.get(path).status_code == 200


def test_a_blocked_member_is_led_to_the_reasons_and_keeps_the_rights(signed_in, member):
    User.objects.filter(pk=member.pk).update(blocked_at=timezone.now())
    assert signed_in.get("/en/account/").headers["Location"].startswith("/en/account/blocked/")
    assert signed_in.get("/en/account/privacy/").status_code == 200
    assert signed_in.get("/en/policies/privacy/").status_code == 200
    assert signed_in.post("/en/account/", {"name": "Other"}).headers["Location"] == "/en/account/blocked/"
    assert signed_in.post("/en/account/sign-out-everywhere/").headers["Location"] == "/en/account/login/"


@pytest.mark.parametrize("address", ["/en/?after=%00", "/en/contacts/?next=%1f", "/en/a%00b-1/"])
def test_unusable_text_is_refused_before_any_view_sees_it(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("page", ["email/", "password/change/", "3rdparty/", "", "privacy/", "delete/"])
def test_every_page_of_the_account_leads_to_the_others(signed_in, page):
    shown = signed_in.get(f"/en/account/{page}").content.decode()
    assert 'href="/en/account/privacy/"' in shown.split('class="account__nav"')[1].split("</nav>")[0]
    assert shown.count("<h1") == 1


def test_changing_the_password_ends_every_other_session(member):
    from django.test import Client

    member.set_password("the first long sentence")
    member.save()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(member)
    words = {
        "oldpassword": "the first long sentence",
        "password1": "a second long one",
        "password2": "a second long one",
    }
    assert here.post("/en/account/password/change/", words).status_code == 302
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").headers["Location"].startswith("/en/account/login/")
