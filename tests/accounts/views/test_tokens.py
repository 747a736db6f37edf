"""A person's page of tokens for programs (C72)."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from accounts.models import ApiToken
from tests.accounts import making
from tests.accounts.views.test_second_factor import PASSWORD, SECRET, code, confirm, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village")]
PAGE, NEW = "/en/account/programs/", "/en/account/programs/new/"
FILLED_IN = {"name": "Telephone", "scopes": ["read", "post"], "days": "90"}


@pytest.fixture
def person():
    made = making.member(email="mira@example.org", name="Mira Sand", language="en")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def moderator(person, settings):
    settings.SECOND_FACTOR_FOR = ["staff"]
    person.is_staff = True
    person.save()
    return person


def confirmed(client, person):
    sign_in(client, person)
    confirm(client)


def test_a_token_is_made_by_who_shows_who_they_are_and_is_shown_once(client, person):
    client.force_login(person)
    assert client.get(PAGE).status_code == 200
    assert "/reauthenticate/" in client.get(NEW)["Location"]
    assert "/reauthenticate/" in client.post(NEW, FILLED_IN)["Location"]
    assert not ApiToken.objects.exists()
    confirm(client)
    answer = client.post(NEW, FILLED_IN)
    assert "no-store" in answer["Cache-Control"]
    text = re.search(r"gzt_\w{10}_[\w-]{43}", answer.content.decode()).group()
    token = ApiToken.objects.get()
    assert (token.person, token.scopes, token.has_second_factor) == (person, ["read", "post"], False)
    assert client.get("/api/1/me", headers={"Authorization": f"Bearer {text}"}).json()["id"] == person.public_id
    page = client.get(PAGE).content.decode()
    assert text not in page
    assert token.key in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"scopes": []}, "This field is required"),
        ({"scopes": ["decide"]}, "decide is not one of the available choices"),
        ({"days": "4000"}, "4000 is not one of the available choices"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, person, wrong, said):
    confirmed(client, person)
    answer = client.post(NEW, FILLED_IN | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_name_that_is_in_use_is_said(client, person):
    confirmed(client, person)
    client.post(NEW, FILLED_IN)
    assert "You have a token of this name" in client.post(NEW, FILLED_IN).content.decode()


def test_people_revoke_their_own_alone(client, person):
    confirmed(client, person)
    client.post(NEW, FILLED_IN)
    token = ApiToken.objects.get()
    address = reverse("accounts:revoke_token", kwargs={"pk": token.pk})
    client.force_login(making.member())
    assert client.post(address).status_code == 404
    client.force_login(person)
    client.post(address)
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "No program has access." in client.get(PAGE).content.decode()


def test_who_needs_a_second_factor_shows_it_before_a_program_decides(client, moderator):
    confirmed(client, moderator)
    page = client.get(NEW).content.decode()
    assert 'value="decide"' not in page
    assert "/en/account/2fa/totp/activate/?next=" in page
    TOTP.activate(moderator, SECRET)
    client.logout()
    sign_in(client, moderator)
    client.post("/en/account/2fa/authenticate/", {"code": code()})
    confirm(client)
    assert 'value="decide"' in client.get(NEW).content.decode()
    client.post(NEW, FILLED_IN | {"scopes": ["decide"]})
    assert ApiToken.objects.get().has_second_factor
