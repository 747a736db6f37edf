"""A reader loads a film from elsewhere by a press, and nothing is asked of anybody before (A38)."""

import re

import pytest
from playwright.sync_api import expect

from tests.articles import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILM = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"


def test_a_film_is_asked_for_by_a_press_alone(chromium, site):
    told = making.article(body='<p><a href="https://youtu.be/dQw4w9WgXcQ">The ferry at work</a></p>')
    context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 844})
    asked, refused = [], []
    context.route(
        re.compile(rf"^(?!{re.escape(site)})http"), lambda route: (asked.append(route.request.url), route.abort())
    )
    page = context.new_page()
    page.on("console", lambda message: refused.append(message.text))
    page.goto(told.get_absolute_url(), wait_until="networkidle")
    button = page.get_by_role("button", name="Load from YouTube")
    expect(button).to_be_visible()
    assert asked == []
    button.press("Enter")
    expect(page.locator("iframe")).to_have_attribute("title", "The ferry at work (YouTube)")
    expect(page.locator("iframe")).to_be_focused()
    page.wait_for_timeout(100)
    assert asked == [FILM]
    assert not [one for one in refused if "Content Security Policy" in one]
    expect(page.get_by_role("link", name="The ferry at work")).to_be_visible()


def test_without_scripts_the_card_is_a_link(chromium, site):
    told = making.article(body='<p><a href="https://youtu.be/dQw4w9WgXcQ">The ferry at work</a></p>')
    page = chromium.new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto(told.get_absolute_url())
    expect(page.get_by_role("button", name="Load from YouTube")).to_be_hidden()
    expect(page.get_by_role("link", name="The ferry at work")).to_have_attribute("href", "https://youtu.be/dQw4w9WgXcQ")
