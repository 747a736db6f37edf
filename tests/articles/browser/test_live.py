"""New entries of a live blog wait behind a button, and what is read stays where it is (A44)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import paper
from articles.actions import live
from articles.actions.live import Said
from articles.enums import Role
from articles.models import Article
from tests.articles import making

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: What a browser does by itself when the stream's time has come.
ASK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def tell(page, site):
    making.edition("en")
    paper.forget()
    article, editor = making.article(), making.staff(Role.EDITOR)
    live.begin(article=article, by=editor, now=timezone.now())

    def add(words: str) -> Article:
        live.add(article=article, said=Said(f"<p>{words}</p>" * 9), by=editor, now=timezone.now())
        return article

    return add


def test_new_entries_come_in_when_the_reader_asks_for_them(page, tell):
    for number in range(4):
        article = tell(f"Entry {number}.")
    page.goto(article.get_absolute_url())
    read = page.locator(".entry").nth(2)
    read.evaluate("entry => scrollBy(0, entry.getBoundingClientRect().top + 50)")
    stood = read.bounding_box()["y"]
    tell("What is new.")
    page.evaluate(ASK)
    button = page.get_by_role("button", name="New entries: 1")
    expect(button).to_be_visible()
    expect(page.locator("#live-said")).to_have_text("New entries: 1")
    expect(page.get_by_text("What is new.")).to_have_count(0)
    button.click()
    expect(page.locator(".entry").first).to_contain_text("What is new.")
    assert abs(page.locator(".entry").nth(3).bounding_box()["y"] - stood) < 2
    page.get_by_role("button", name="Go to the newest entry").click()
    expect(page.locator(".entry").first).to_be_focused()
    tell("The last word.")
    page.evaluate(ASK)
    button.click()
    expect(page.locator(".entry").first).to_be_focused()
    expect(page.locator(".entry").first).to_contain_text("The last word.")
    expect(button).to_be_hidden()
