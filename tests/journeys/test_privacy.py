"""A member sees what is held, takes a copy, hesitates, and goes; a blocked one does not return by the same door."""

import io
import json
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import shipped
from accounts.models import User
from moderation.actions import rules
from tests.browser.conftest import chromium, mailbox, site  # noqa: F401 # fixtures
from tests.journeys.people import PASSWORD, browsers, carry, link, member, newest, sign_in
from tests.moderation import making, shipping

pytestmark = pytest.mark.browser

OPINION = "The old ferry had better windows, whatever the council says."


@pytest.fixture
def opened(site):  # noqa: F811 # pytest's way to ask for a fixture
    now = timezone.now()
    shipped.load(now=now)
    rules.load(now=now)
    shipping.load(now=now)
    return making.article()


@pytest.fixture
def open_browser(chromium, site):  # noqa: F811 # as above
    with browsers(chromium, site) as open_one:
        yield open_one


def confirm_password(page):
    expect(page.get_by_role("heading", name="Once more, your password")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def delete(page, button):
    page.goto("/en/account/delete/")
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name=button).click()


def test_a_member_sees_takes_a_copy_hesitates_and_goes(open_browser, opened, mailbox):  # noqa: F811 # as above
    mira = member("Mira Sandoval")
    making.comment(opened, author=mira, body=OPINION)
    page, stranger = open_browser(), open_browser()
    sign_in(page, mira)

    # What is held, and choices that are off.
    page.goto("/en/account/privacy/")
    expect(page.get_by_role("button", name="Switch on").first).to_be_visible()
    expect(page.get_by_role("button", name="Switch off")).to_have_count(0)
    page.get_by_role("link", name="See it here").click()
    expect(page.get_by_text(OPINION).first).to_be_visible()

    # A copy to take along, announced by mail.
    page.goto("/en/account/privacy/copies/")
    page.get_by_role("button", name="Make a copy").click()
    expect(page.get_by_text("Your copy is being made")).to_be_visible()
    carry(mailbox)
    page.goto(link(newest(mailbox, mira), "/copies/"))
    page.get_by_role("button", name="Fetch the copy").click()
    with page.expect_download() as download:
        confirm_password(page)
    copy = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    data = json.loads(copy.read("data.json"))
    assert data["user_id"] == mira.public_id
    assert OPINION in {row["body"] for row in data["parts"]["moderation.Comment:author"]["rows"]}
    assert any(OPINION in copy.read(name).decode() for name in copy.namelist() if name.startswith("parts/"))

    # Deleting hides at once and waits fourteen days; the letter's link keeps the account.
    delete(page, "Delete in 14 days")
    expect(page.get_by_text("Your account is hidden and will be erased on")).to_be_visible()
    stranger.goto(opened.get_absolute_url())
    expect(stranger.get_by_text(OPINION)).to_have_count(0)
    stranger.goto(link(newest(mailbox, mira), "/account/keep/"))
    stranger.get_by_role("button", name="Keep my account").click()
    stranger.goto(opened.get_absolute_url())
    expect(stranger.get_by_text(OPINION)).to_be_visible()

    # At once, after the password.
    sign_in(page, mira)
    delete(page, "Erase at once")
    confirm_password(page)
    page.wait_for_url("**/account/receipt/*/")
    mira.refresh_from_db()
    assert (mira.email, mira.name) == (None, "")
    stranger.goto(opened.get_absolute_url())
    expect(stranger.get_by_text(OPINION)).to_have_count(0)


def test_a_blocked_member_who_is_erased_does_not_return_with_the_same_mailbox(open_browser, opened, mailbox):  # noqa: F811 # as above
    rex = member("Rex Loud")
    mailbox_of_rex = rex.email
    making.block(rex, now=timezone.now())
    page = open_browser()
    sign_in(page, rex)
    delete(page, "Erase at once")
    confirm_password(page)
    page.wait_for_url("**/account/receipt/*/")

    page.goto("/en/account/signup/")
    page.get_by_label("Public name").fill("Somebody Else")
    page.get_by_label("Email").fill(mailbox_of_rex)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Join and accept the rules").click()

    # Whoever tries sees what everybody sees; only the mailbox's owner is told.
    expect(page.get_by_role("heading", name="Confirm the e-mail address")).to_be_visible()
    assert User.objects.filter(email=mailbox_of_rex).count() == 0
    carry(mailbox)
    told = [letter for letter in mailbox.letters if letter["To"] == mailbox_of_rex][-1]
    assert "block" in told.get_content()
