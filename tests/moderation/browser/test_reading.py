"""What a screen reader is told of a thread, where the focus is after posting, and what moves (C49)."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from moderation.models import Comment
from tests.moderation import making
from tests.moderation.making import ORDINARY

pytestmark = [pytest.mark.browser, pytest.mark.once]
#: Remembers, on each page, whether the browser fades over to it.
FADES = "addEventListener('pagereveal', (event) => { window.fades = event.viewTransition !== null; });"


@pytest.fixture
def article(site):
    cache.clear()
    making.hurried()
    article = making.article()
    first = making.comment(article, author=making.person("Tom Okafor"), body="Who pays for the bridge?")
    second = making.comment(article, author=making.person("Ada Renn"), parent=first, body="The province.")
    making.comment(article, author=making.person("Ida Brandt"), parent=second, body="And we with our taxes.")
    return article


def test_each_level_is_announced_and_the_focus_is_on_what_was_just_said(page, article, member):
    page.goto(article.get_absolute_url())
    for name, text in (
        (r"^Tom Okafor", "Who pays"),
        (r"^Reply, level 1 Ada Renn in reply to Tom Okafor", "The province"),
        (r"^Reply, level 2 Ida Brandt in reply to Ada Renn", "And we"),
    ):
        expect(page.get_by_role("article", name=re.compile(name))).to_contain_text(text)
    last = page.locator("article.comment").filter(has_text="And we with our taxes.")
    last.get_by_role("link", name="Reply", exact=True).click()
    page.get_by_label("Your comment").fill(ORDINARY)
    page.get_by_role("button", name="Send").click()
    mine = page.locator(f"#comment-{Comment.objects.get(author=member).pk}")
    expect(mine).to_be_focused()
    expect(mine).to_be_in_viewport()
    expect(page.get_by_role("article", name=re.compile("^Reply, level 3 Mira Sandoval"))).to_contain_text(ORDINARY)


@pytest.mark.parametrize("context", [True], indirect=True, ids=["with scripts"])
@pytest.mark.parametrize(("wish", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_who_wants_less_of_it(page, article, wish, moves):
    page.emulate_media(reduced_motion=wish)
    page.add_init_script(FADES)
    page.goto(article.get_absolute_url())
    page.locator("article.comment").first.get_by_role("link", name="Link and more").click()
    page.wait_for_url("**/comments/*/")
    page.wait_for_function("window.fades !== undefined")
    assert page.evaluate("window.fades") == moves
    moving = "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration))"
    assert page.evaluate(f"{moving}.length + document.getAnimations().length") == 0 or moves
