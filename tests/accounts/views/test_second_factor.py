"""The second factor: set up, asked for, lost and found again; staff open the admin with one only (QA4)."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import CommandError, call_command

from accounts.adapters import SecondFactorAdapter
from accounts.models import OutboxItem
from tests.accounts import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village")]
SET_UP = "/en/account/2fa/totp/activate/"
PASSWORD = "a long sentence is fine"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def person():
    cache.clear()
    made = making.member(email="mira@example.org", name="Mira Sand", language="en", is_staff=True)
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def with_factor(person):
    TOTP.activate(person, SECRET)
    return person


def sign_in(client, person, **more):
    return client.post("/en/account/login/", {"login": person.email, "password": PASSWORD, **more})


def confirm(client):
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})


def begin(client, person):
    """Open the page of setting it up, and return the key that it shows."""
    sign_in(client, person)
    confirm(client)
    return client.get(SET_UP).context["form"].secret


def test_it_is_set_up_with_the_first_code_and_told(client, person, django_capture_on_commit_callbacks):
    secret = begin(client, person)
    assert client.get("/en/account/2fa/picture.svg")["Content-Type"] == "image/svg+xml"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(SET_UP, {"code": code(secret)})
    assert answer["Location"] == "/en/account/2fa/recovery-codes/"
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert "asks for a second factor from now on" in OutboxItem.objects.latest("pk").payload["text"]
    held = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in held


def test_a_wrong_code_sets_nothing_up(client, person):
    begin(client, person)
    page = client.post(SET_UP, {"code": "000000"})
    assert page.context["form"].errors["code"]
    assert not Authenticator.objects.exists()


def test_the_picture_is_there_only_while_it_is_set_up(client, person):
    sign_in(client, person)
    assert client.get("/en/account/2fa/picture.svg").status_code == 404


def test_the_password_alone_does_not_open_the_account(client, with_factor):
    answer = sign_in(client, with_factor)
    assert answer["Location"].startswith("/en/account/2fa/authenticate/")
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert wrong.context["form"].errors["code"]
    client.post(answer["Location"], {"code": code()})
    assert client.get("/en/account/").status_code == 200


def test_a_recovery_code_opens_it_once(client, person):
    client.post(SET_UP, {"code": code(begin(client, person))})
    spare = client.get("/en/account/2fa/recovery-codes/").context["unused_codes"][0]
    for status in (302, 200):
        client.post("/en/account/logout/")
        answer = client.post(sign_in(client, person)["Location"], {"code": spare})
        assert answer.status_code == status


def test_codes_cannot_be_guessed(client, with_factor):
    address = sign_in(client, with_factor)["Location"]
    pages = [client.post(address, {"code": f"{n:06}"}) for n in range(12)]
    assert "Too many" in str(pages[-1].context["form"].errors)
    assert client.post(address, {"code": code()}).status_code == 200


@pytest.mark.parametrize("roles", [["staff"], ["moderators"]], ids=["all of the staff", "their role"])
def test_staff_without_one_are_led_to_setting_it_up(client, person, settings, roles):
    settings.SECOND_FACTOR_FOR = roles
    person.groups.add(Group.objects.get_or_create(name="moderators")[0])
    client.force_login(person)
    assert client.get("/admin/")["Location"] == f"{SET_UP}?next=/admin/"


def test_other_roles_are_let_in_without(client, person, settings):
    settings.SECOND_FACTOR_FOR = ["moderators"]
    client.force_login(person)
    assert client.get("/admin/").status_code == 200


def test_a_session_that_showed_none_is_asked_before_the_admin_opens(client, with_factor, settings):
    settings.SECOND_FACTOR_FOR = ["staff"]
    client.force_login(with_factor)
    asked = client.get("/admin/")["Location"]
    assert asked == "/en/account/2fa/reauthenticate/?next=/admin/"
    assert client.post(asked, {"code": code()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_who_signed_in_with_it_is_not_asked_again_until_it_is_taken_off(client, with_factor, settings):
    settings.SECOND_FACTOR_FOR = ["staff"]
    client.post(sign_in(client, with_factor)["Location"], {"code": code()})
    assert client.get("/admin/").status_code == 200
    confirm(client)
    client.post("/en/account/2fa/totp/deactivate/")
    assert client.get("/admin/")["Location"] == f"{SET_UP}?next=/admin/"


def test_the_admin_has_no_way_in_of_its_own(client, person):
    answer = client.post("/admin/login/", {"username": person.email, "password": PASSWORD})
    assert answer["Location"].startswith("/en/account/login/?next=")
    client.force_login(person)
    assert client.get("/admin/password_change/")["Location"] == "/en/account/password/change/"


def test_who_lost_it_is_helped_by_an_administrator_and_told(client, with_factor):
    boss = making.member(is_staff=True, is_superuser=True)
    client.force_login(boss)
    form = {"action": "forget_second_factor", "_selected_action": [with_factor.pk, boss.pk]}
    page = client.post("/admin/accounts/user/", form, follow=True)
    assert [str(one) for one in page.context["messages"]] == [
        f"{boss.name} has no second factor.",
        "Mira Sand signs in with the password alone, and was told.",
    ]
    assert not Authenticator.objects.exists()
    assert "no longer asks for a second factor" in OutboxItem.objects.latest("pk").payload["text"]


def test_moderators_take_nobodys_off(client, with_factor):
    client.force_login(making.member(is_staff=True))
    form = {"action": "forget_second_factor", "_selected_action": [with_factor.pk]}
    client.post("/admin/accounts/user/", form)
    assert Authenticator.objects.exists()


def test_the_last_administrator_is_helped_at_the_machine(with_factor, capsys):
    call_command("forget_second_factor", "MIRA@example.org")
    assert "signs in with the password alone" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("forget_second_factor", "mira@example.org")
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("forget_second_factor", "nobody@example.org")


def test_secrets_outlive_a_change_of_keys(settings):
    settings.TRACE_KEYS = ["1:old"]
    kept = SecondFactorAdapter().encrypt(SECRET)
    settings.TRACE_KEYS = ["2:new", "1:old"]
    assert SecondFactorAdapter().decrypt(kept) == SECRET
