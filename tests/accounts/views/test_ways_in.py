"""Every change of a way into the account asks again who it is, and is told to its owner."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from accounts.models import OutboxItem
from tests.accounts import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village")]
PASSWORD, OTHER = "a long sentence is fine", "quite another sentence"
SECOND = "second@example.org"


@pytest.fixture
def member(client):
    cache.clear()
    person = making.member(email="first@example.org", name="Mira Sand", language="en")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=SECOND, verified=True, primary=False)
    SocialAccount.objects.create(user=person, provider="village", uid="1")
    client.force_login(person)
    return person


def told():
    return [(one.payload["to"], one.payload["text"].splitlines()[0]) for one in OutboxItem.objects.order_by("pk")]


ACCOUNT = "your account at Gazette (user ID {})"
CHANGES = [
    pytest.param(
        "/en/account/email/",
        lambda: {"action_primary": "", "email": SECOND},
        "Letters about {account} go to another address from now on, no longer to this one.",
        id="letters go to another address",
    ),
    pytest.param(
        "/en/account/email/",
        lambda: {"action_remove": "", "email": SECOND},
        f"The address {SECOND} was removed from {{account}}.",
        id="an address is removed",
    ),
    pytest.param(
        "/en/account/3rdparty/",
        lambda: {"account": SocialAccount.objects.get().pk},
        "An account at Village no longer opens {account}.",
        id="an account elsewhere is removed",
    ),
]


@pytest.mark.parametrize(("address", "form", "words"), CHANGES)
def test_a_change_asks_for_the_password_and_is_told(client, member, address, form, words):
    answer = client.post(address, form())
    assert "/reauthenticate/" in answer["Location"]
    assert told() == []
    client.post(answer["Location"], {"password": PASSWORD})
    assert told() == [("first@example.org", words.format(account=ACCOUNT.format(member.public_id)))]


def test_adding_an_address_asks_for_the_password(client, member):
    answer = client.post("/en/account/email/", {"action_add": "", "email": "third@example.org"})
    assert "/reauthenticate/" in answer["Location"]
    assert not EmailAddress.objects.filter(email="third@example.org").exists()


def test_a_new_password_is_told(client, member):
    client.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    words = f"The password of {ACCOUNT.format(member.public_id)} was changed."
    assert told() == [("first@example.org", words)]
    letter = OutboxItem.objects.get().payload["text"]
    assert "/en/account/password/reset/" in letter
    assert "127.0.0.1" not in letter
