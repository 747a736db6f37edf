"""People join, come back, leave, and stand before the gate, in a real browser with real mail."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import Document
from accounts.models import Acknowledgement, Session, User
from tests.accounts import making

pytestmark = pytest.mark.browser
PASSWORD = "a long sentence is fine"


def accepted(person):
    records = Acknowledgement.objects.filter(person=person).order_by("version__document")
    return [(one.version.document, one.language, one.surface) for one in records]


def sign_in(page, email):
    page.goto("/en/account/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def test_somebody_joins_confirms_signs_out_and_comes_back(page, letters):
    page.goto("/en/account/signup/")
    page.get_by_label("Public name").fill("Mira Sand")
    page.get_by_label("Email").fill("mira@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join and accept the rules").click()
    expect(page.get_by_role("button", name="Join and accept the rules")).to_have_count(0)
    person = User.objects.get()
    assert accepted(person) == [("privacy", "en", "signup"), ("rules", "en", "signup")]

    to, (link, *_) = letters()
    assert to == "mira@example.org"
    page.goto(link)
    assert not person.emailaddress_set.get().verified
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    assert person.emailaddress_set.get().verified

    page.context.clear_cookies()
    sign_in(page, "mira@example.org")
    expect(page.get_by_role("navigation", name="Account").first).to_contain_text("Mira Sand")
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"sessionid", "reader"}
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_have_count(0)
    assert "reader" not in {cookie["name"] for cookie in page.context.cookies()}
    assert Session.objects.filter(user=person).count() == 0


def test_somebody_joins_with_an_account_elsewhere_and_sees_first_what_was_received(page, opened, provider):
    # The provider's own pages ask for a style sheet of somebody else's: nothing leaves this machine.
    page.context.route(re.compile(r"^https://"), lambda route: route.abort())
    page.goto("/en/account/signup/")
    page.get_by_role("button", name="Village account").click()
    page.locator("input[name=sub]").fill("ida@example.org")
    page.get_by_role("button").first.click()

    expect(page.get_by_text("This is what we received")).to_be_visible()
    expect(page.get_by_text("ida@example.org").first).to_be_visible()
    assert User.objects.count() == 0
    page.get_by_label("Public name").fill("Ida Brandt")
    page.get_by_role("button", name="Join and accept the rules").click()
    expect(page.get_by_role("button", name="Join and accept the rules")).to_have_count(0)
    person = User.objects.get()
    assert (person.name, person.socialaccount_set.get().uid) == ("Ida Brandt", "ida@example.org")
    assert accepted(person) == [("privacy", "en", "social-signup"), ("rules", "en", "social-signup")]


def test_a_new_policy_stops_a_member_at_the_gate_with_three_ways_on(page, opened):
    person = making.member(email="mira@example.org", name="Mira Sand")
    person.set_password(PASSWORD)
    person.save()
    now = timezone.now()
    making.policy(Document.PRIVACY, number=2, now=now - timedelta(minutes=1))

    sign_in(page, "mira@example.org")
    expect(page.get_by_text("25 May 2018").first).to_be_visible()
    box = page.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    sizes = [
        page.get_by_role("button", name=name).bounding_box()
        for name in ("Go on using the account", "Delete the account", "Decide later")
    ]
    assert len({(size["width"], size["height"]) for size in sizes}) == 1
    page.get_by_role("button", name="Go on using the account").click()
    expect(page.get_by_role("alert")).to_be_visible()
    box.check()
    page.get_by_role("button", name="Go on using the account").click()
    page.goto("/en/account/")
    expect(page.get_by_text(person.public_id)).to_be_visible()
    assert Acknowledgement.objects.filter(person=person, version__number=2, surface="gate").count() == 1
