"""A reader without an account or script subscribes, gets the news, and ends it; a mail program needs no browser."""

from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import shipped
from accounts.models import User
from articles.actions import digests
from articles.models import Subscription
from moderation.actions import rules
from tests.accounts.making import OF_AGE
from tests.browser.conftest import chromium, mailbox, site, watched  # noqa: F401 # fixtures
from tests.journeys.people import link, newest
from tests.moderation import making

pytestmark = pytest.mark.browser
READER = User(email="reader@example.org")


@pytest.fixture
def page(chromium, site):  # noqa: F811 # pytest's way to ask for a fixture
    context = chromium.new_context(base_url=site, locale="en", java_script_enabled=False)
    with watched(context, site) as opened:
        yield opened
    context.close()


def test_a_reader_subscribes_confirms_reads_and_ends_it(page, site, mailbox):  # noqa: F811 # as above
    now = timezone.now()
    shipped.load(now=now - timedelta(days=1))
    rules.load(now=now)
    article = making.article()
    article.published_at = now - timedelta(hours=1)
    article.save()

    page.goto("/en/")
    page.get_by_role("link", name="News by mail").click()
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    page.get_by_label("Every day").press("Space")
    page.get_by_label("Date of birth").fill(OF_AGE["birth_date"])
    page.get_by_label("Country where you live").select_option(OF_AGE["country"])
    page.wait_for_timeout(2100)  # as long as anybody needs to fill it in
    page.get_by_label("Every day").press("Enter")
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()

    page.goto(link(newest(mailbox, READER), "/digest/"))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Every day")).to_be_checked()

    digests.begin_due(now=timezone.now())
    letter = newest(mailbox, READER)
    assert letter["Subject"] == f"{article.edition.name}: {article.title}"
    page.set_content(letter.get_body(("html",)).get_content())
    expect(page.get_by_role("link", name=article.title)).to_be_visible()

    press = urlsplit(letter["List-Unsubscribe"].strip(" <>"))
    connection = HTTPConnection(press.hostname, press.port, timeout=10)
    body, kind = "List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", press.path, body, kind)
    answer = connection.getresponse()
    answer.read()  # to its end, or the socket outlives the test
    assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
    connection.close()
    assert not Subscription.objects.exists()
    page.goto(press.path)
    expect(page.get_by_role("heading", name="News by mail has ended")).to_be_visible()
