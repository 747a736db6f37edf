"""Nothing typed is lost, and nobody is overwritten: without a connection, without a session, with a second writer."""

import os
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import Session
from articles.enums import Role
from articles.models import Presence, UnsavedText
from tests.articles import making
from tests.articles.browser.conftest import sign_in
from tests.browser.conftest import watched
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COPIES = "Object.entries(localStorage).filter(([key]) => key.startsWith('unsaved:')).map(([, copy]) => copy)"


def shot(page, name: str) -> None:
    """Keep a picture where SHOTS says, to be looked at."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def opened(page, article):
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    return page


def write(page, words: str) -> None:
    page.get_by_role("textbox", name="Text", exact=True).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Say whether something comes to be so before that much time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def kept_within(seconds: float, words: str) -> bool:
    """Say whether the newsroom has the words before so much time is over."""
    return within(seconds, lambda: any(words in unsaved.fields["body"] for unsaved in UnsavedText.objects.all()))


@pytest.mark.once
def test_a_text_outlives_a_lost_connection_and_an_ended_session(newsroom, site):
    page, context = newsroom, newsroom.context
    article = making.article(body="<p>The ferry.</p>")
    writer = making.User.objects.get(is_staff=True)
    opened(page, article)
    write(page, " Late.")
    assert kept_within(5, "Late.")
    expect(page.get_by_text("Your text was kept at")).to_be_visible()
    assert (article.revisions.count(), "Late" in page.request.get(article.get_absolute_url()).text()) == (1, False)

    context.set_offline(True)
    write(page, " Very.")
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.get_by_role("button", name="Save").press("Enter")
    assert "Very." in page.evaluate(COPIES)[0]
    shot(page, "writing-offline")
    context.set_offline(False)
    assert kept_within(5, "Very.")

    Session.objects.all().delete()
    context.clear_cookies(name="csrftoken")
    write(page, " Indeed.")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in in a new tab")).to_be_visible()
    shot(page, "writing-signed-out")
    sign_in(page, site, writer)
    tab = context.new_page()
    tab.goto("/admin/")
    tab.close()
    assert kept_within(15, "Indeed.")
    expect(page.get_by_role("link", name="Sign in in a new tab")).to_be_hidden()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Done: Save.").wait_for()
    assert article.newest_revision().body == "<p>The ferry. Late. Very. Indeed.</p>"
    assert (UnsavedText.objects.count(), page.evaluate(COPIES)) == (0, [])


@pytest.mark.once
def test_what_only_the_writers_machine_has_is_offered_when_the_article_is_opened_again(newsroom):
    article = making.article(body="<p>The ferry.</p>")
    newsroom.on("dialog", lambda dialog: dialog.accept())
    opened(newsroom, article)
    newsroom.context.route("**/unsaved/", lambda route: route.abort())
    write(newsroom, " Late.")
    expect(newsroom.get_by_text("No connection.")).to_be_visible()
    cookies = newsroom.context.cookies()
    newsroom.context.clear_cookies()  # what is sent on leaving outlives its page, and is not always stopped with it
    newsroom.goto("about:blank")
    newsroom.wait_for_timeout(1000)
    newsroom.context.add_cookies(cookies)
    newsroom.context.unroute("**/unsaved/")
    assert UnsavedText.objects.count() == 0

    opened(newsroom, article)
    newsroom.get_by_role("heading", name="You have not saved this yet").wait_for()
    newsroom.get_by_text("What it changes").press("Enter")
    assert newsroom.locator(".offers ins").inner_text().strip() == "Late."
    shot(newsroom, "writing-offered")
    newsroom.get_by_role("link", name="Go on with this text").press("Enter")
    newsroom.get_by_text("This is what you typed on").wait_for()
    shot(newsroom, "writing-gone-on")
    newsroom.get_by_role("button", name="Save").press("Enter")
    newsroom.get_by_text("Done: Save.").wait_for()
    assert article.newest_revision().body == "<p>The ferry. Late.</p>"
    assert (UnsavedText.objects.count(), newsroom.evaluate(COPIES)) == (0, [])


def test_who_else_has_the_article_open_shows_and_the_second_saver_keeps_their_text(newsroom, chromium, site):
    article = making.article(body="<p>The ferry.</p>")
    context = chromium.new_context(base_url=site, locale="en")
    with watched(context, site) as other:
        sign_in(other, site, making.staff(Role.EDITOR))
        opened(newsroom, article)
        opened(other, article)
        name = making.User.objects.latest("pk").name
        expect(newsroom.get_by_text(f"Also open at the desk of {name}.")).to_be_visible(timeout=15_000)
        write(other, " Theirs.")
        other.get_by_role("button", name="Save").press("Enter")
        other.get_by_text("Done: Save.").wait_for()
        expect(newsroom.get_by_text(f"{name} has saved revision 2 meanwhile.")).to_be_visible(timeout=15_000)
        shot(newsroom, "writing-presence")
        other.wait_for_load_state("networkidle")
        other.close()
        assert within(
            5, lambda: Presence.objects.filter(article=article).count() == 1
        )  # a context that closes says nothing more
    context.close()
    expect(newsroom.get_by_text("Also open at the desk")).to_be_hidden(timeout=15_000)
    write(newsroom, " Mine.")
    assert kept_within(5, "Mine.")
    newsroom.get_by_role("button", name="Save").press("Enter")
    both = newsroom.get_by_role("region", name="Both texts")
    assert ("Theirs." in both.inner_text(), "Mine." in both.inner_text()) == (True, True)
    assert newsroom.locator(".tiptap").inner_text() == "The ferry. Mine."
    shot(newsroom, "writing-both")
    newsroom.get_by_role("button", name="Save").press("Enter")
    newsroom.get_by_text("Done: Save.").wait_for()
    assert list(article.revisions.values_list("number", "body")) == [
        (3, "<p>The ferry. Mine.</p>"), (2, "<p>The ferry. Theirs.</p>"), (1, "<p>The ferry.</p>"),
    ]  # fmt: skip


@pytest.mark.once
def test_whoever_signs_out_leaves_no_text_on_the_machine(newsroom):
    asked = []
    newsroom.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opened(newsroom, making.article())
    write(newsroom, " Late.")
    until(newsroom, f"{COPIES}.length")
    newsroom.get_by_role("button", name="Log out").press("Enter")
    newsroom.get_by_text("Thanks for spending").or_(newsroom.get_by_text("Logged out")).first.wait_for()
    assert (newsroom.evaluate(COPIES), asked) == ([], [])
    assert kept_within(1, "Late.")
