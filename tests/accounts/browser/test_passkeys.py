"""Passkeys in a real browser, whose authenticator is the one that Chromium makes for tests."""

import os
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from tests.accounts import making

pytestmark = [pytest.mark.browser, pytest.mark.once]
PASSWORD = "a long sentence is fine"
ADMIN = re.compile(r"^http://[^/]+/admin/$")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(opened, settings):
    cache.clear()
    settings.SECOND_FACTOR_FOR = ["staff"]
    made = making.member(email="mira@example.org", name="Mira Sand", language="en", is_staff=True)
    made.set_password(PASSWORD)
    made.save()
    return made


class Device:
    """The browser's own authenticator; another one knows none of its keys."""

    def __init__(self, page):
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.id = ""
        self.change()

    def change(self, **more):
        if self.id:
            self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})
        added = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | more})
        self.id = added["authenticatorId"]

    def refuse(self):
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": False})


def shot(page, name: str) -> None:
    """Keep a picture where SHOTS says, to be looked at."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def type_password(page):
    page.goto("/en/account/login/")
    page.get_by_label("Email").fill("mira@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def test_a_passkey_is_added_signs_in_is_a_second_factor_and_is_removed(page, person):
    device = Device(page)
    it_is_added(page)
    it_signs_in_alone(page)
    it_is_a_second_factor(page)
    it_is_removed(page)
    it_opens_nothing_any_more(page, device)


def it_is_added(page):
    type_password(page)
    page.goto("/en/account/2fa/")
    page.get_by_role("link", name="Add a passkey or security key").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Go on")
    shot(page, "passkey-add")
    page.get_by_label("Name").fill("The key on the ring")
    press(page, "Add it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/en/account/2fa/webauthn/add/")
    press(page, "Add it")
    expect(page.get_by_text("You have added this key already.")).to_be_visible()
    page.goto("/en/account/2fa/")
    expect(page.get_by_text("signs you in alone")).to_be_visible()
    shot(page, "passkey-list")


def it_signs_in_alone(page):
    page.context.clear_cookies()
    page.goto("/en/account/login/?next=/admin/")
    shot(page, "passkey-login")
    press(page, "Sign in with a passkey")
    page.wait_for_url(ADMIN)


def it_is_a_second_factor(page):
    page.context.clear_cookies()
    type_password(page)
    shot(page, "passkey-second")
    press(page, "Use a passkey or security key")
    page.wait_for_url("**/en/account/")
    page.goto("/admin/")
    page.wait_for_url(ADMIN)


def it_is_removed(page):
    page.goto("/en/account/2fa/")
    page.get_by_role("link", name="Remove The key on the ring").click()
    page.get_by_role("link", name="Use a passkey or security key").click()
    shot(page, "passkey-again")
    press(page, "Use the key")
    shot(page, "passkey-remove")
    press(page, "Remove it")
    expect(page.get_by_text("The key is removed.")).to_be_visible()
    assert not Authenticator.objects.exists()


def it_opens_nothing_any_more(page, device):
    page.context.clear_cookies()
    page.goto("/en/account/login/")
    press(page, "Sign in with a passkey")
    expect(page.get_by_text("This passkey opens no account here.")).to_be_visible()
    shot(page, "passkey-unknown")
    device.refuse()
    press(page, "Sign in with a passkey")
    expect(page.get_by_text("The browser gave us no key")).to_be_visible()
    shot(page, "passkey-refused")
