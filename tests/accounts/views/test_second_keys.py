"""A key after the password, and in place of it before what matters (QA4)."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.accounts.keys import Key
from tests.accounts.passkeys import (
    ADD,
    AGAIN,
    add,
    here,  # noqa: F401 # fixtures, used by name
    sign_in,
    somebody,  # noqa: F401 # as above
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village", "here")]


@pytest.mark.parametrize("verifies", [True, False], ids=["passkey", "security key"])
def test_a_key_is_the_second_factor_after_the_password(client, person, settings, verifies):
    settings.SECOND_FACTOR_FOR = ["staff"]
    key = Key(verifies=verifies)
    add(person, key)
    asked_at = with_password(client)["Location"]
    assert client.get("/en/account/").status_code == 302
    options = client.get(asked_at).context["js_data"]
    wrong = client.post(asked_at, {"credential": Key().shown(options)})
    assert "This key is not one of yours here." in wrong.content.decode()
    client.post(asked_at, {"credential": key.shown(wrong.context["js_data"])})
    assert client.get("/admin/").status_code == 200


def test_who_has_no_key_is_asked_for_none(client, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    page = client.get(with_password(client)["Location"]).content.decode()
    assert "data-passkey" not in page


def test_keys_cannot_be_tried_without_end(client, person):
    add(person, Key())
    asked_at = with_password(client)["Location"]
    page = client.get(asked_at)
    for _ in range(12):
        page = client.post(asked_at, {"credential": Key().shown(page.context["js_data"])})
    assert "Too many" in page.content.decode()


def test_staff_whose_only_factor_is_a_key_are_asked_for_it_before_the_admin(client, person, settings):
    settings.SECOND_FACTOR_FOR = ["staff"]
    key = Key()
    add(person, key)
    client.force_login(person)
    asked_at = client.get("/admin/")["Location"]
    assert asked_at == f"{AGAIN}?next=/admin/"
    wrong = client.post(asked_at, {"credential": Key().shown(client.get(asked_at).context["js_data"])})
    assert wrong["Location"] == asked_at
    page = client.get(asked_at)
    assert [str(one) for one in page.context["messages"]] == [
        "This key is not one of yours here. Try another, or use a code."
    ]
    assert client.post(asked_at, {"credential": key.shown(page.context["js_data"])})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_key_is_shown_in_place_of_the_password_before_what_is_important(client, person):
    key = Key()
    add(person, key)
    sign_in(client, person, key)
    page = client.get(ADD, follow=True)
    assert f"{AGAIN}?next=" in page.content.decode()
    client.post(AGAIN, {"credential": key.shown(client.get(AGAIN).context["js_data"])})
    assert client.get(ADD).status_code == 200
