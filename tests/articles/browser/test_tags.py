"""Tags are chosen by keyboard from what is suggested, and without scripts from a plain list."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Tag
from tests.articles import making
from tests.articles.browser.test_writing import opened, shot

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def names(article: Article) -> list[str]:
    return [tag.name for tag in Tag.objects.by_keys(article.newest_revision().tags, "en")]


def test_tags_are_chosen_by_keyboard_and_taken_away(newsroom):
    page, article = newsroom, making.article()
    making.tag("Harbour", making.article(slug="other"))
    opened(page, article)
    tags = page.get_by_role("combobox", name="Tags", exact=True)
    tags.focus()
    page.keyboard.type("harb")
    suggestions = page.get_by_role("listbox", name="Tags")
    expect(suggestions.get_by_role("option")).to_have_text(["Harbour 1 article", "New: “harb”"])
    page.keyboard.press("ArrowDown")
    expect(suggestions.get_by_role("option", name="Harbour")).to_have_attribute("aria-selected", "true")
    shot(page, "tags-suggested")
    page.keyboard.press("Enter")
    expect(suggestions).to_be_hidden()
    page.keyboard.type("Night ferry")
    page.keyboard.press("Enter")
    page.keyboard.type("Mistake")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.keyboard.type("Quay")  # typed and not chosen: it is not lost
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Done: Save.").wait_for()
    assert names(article) == ["Harbour", "Night ferry", "Quay"]
    page.get_by_role("button", name="Take “Night ferry” away").press("Enter")
    expect(tags).to_be_focused()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("button", name="Take “Night ferry” away").wait_for(state="detached")
    assert names(article) == ["Harbour", "Quay"]


def test_without_scripts_tags_are_lines(newsroom, chromium, site):
    article = making.article()
    making.tag("Harbour")
    plain = chromium.new_context(base_url=site, java_script_enabled=False)
    plain.add_cookies(newsroom.context.cookies())
    page = opened(plain.new_page(), article)
    page.get_by_label("Tags", exact=True).fill("harbour\nNight ferry")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Done: Save.").wait_for()
    assert names(article) == ["Harbour", "Night ferry"]
    assert page.get_by_label("Tags", exact=True).input_value() == "Harbour\nNight ferry"


def test_tags_and_what_to_read_on_are_as_tall_as_a_finger(page, site):
    article = making.article()
    making.tag("Bo", article, making.article(slug="other", title="Ice"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(article.get_absolute_url())
    targets = page.locator(".story__tags a, .related a")
    assert all(box.bounding_box()["height"] >= 44 for box in targets.all())
    expect(targets).to_have_count(2)
