"""A member posts, replies, edits, is asked to think again and withdraws: with scripts and without."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from moderation.enums import Status
from moderation.models import Appreciation, Comment
from tests.moderation import making
from tests.moderation.making import ORDINARY, SHOUTING

pytestmark = pytest.mark.browser


@pytest.fixture
def article(site):
    cache.clear()
    making.hurried()
    article = making.article()
    making.comment(article, author=making.person("Tom Okafor"), body="Who pays for the bridge in the end?")
    return article


def test_a_member_posts_from_the_article_replies_edits_and_withdraws(page, article, member):
    page.goto(article.get_absolute_url())
    page.get_by_label("Your comment").fill(ORDINARY)
    page.get_by_role("button", name="Send").click()
    mine = page.locator("article.comment").filter(has_text=ORDINARY)
    expect(mine).to_be_visible()
    assert page.url.endswith(f"#comment-{Comment.objects.get(author=member).pk}")

    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
    other = page.locator("article.comment").filter(has_text="Who pays")
    other.get_by_role("link", name="Reply").click()
    page.get_by_label("Your comment").fill("The province, I read, and we with our taxes.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="in reply to Tom Okafor")).to_be_visible()

    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Your comment").fill("The province, I read, and all of us with our taxes.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("and all of us")).to_be_visible()
    page.get_by_role("link", name="edited").click()
    expect(page.get_by_text("and we with our taxes")).to_be_visible()

    page.get_by_role("link", name="The comment as it is now").click()
    page.get_by_role("button", name="Withdraw this comment").click()
    expect(page.get_by_text("Deleted by its author")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("heading", name="2 comments")).to_be_visible()


def test_what_touches_a_rule_is_marked_and_may_be_changed_or_sent_as_it_is(page, article, member):
    page.goto(article.get_absolute_url())
    page.get_by_label("Your comment").fill(SHOUTING)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Please look at this once more")).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(SHOUTING)
    page.get_by_role("button", name="Send it as it is").click()
    expect(page.get_by_text("waits for a moderator")).to_be_visible()
    assert Comment.objects.get(author=member).status == Status.HELD


def test_typed_text_survives_an_expired_form(page, context, article, member):
    page.goto(f"/en/articles/{article.pk}/comments/new/")
    page.get_by_label("Your comment").fill(ORDINARY)
    context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Your comment")).to_have_value(ORDINARY)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article.comment").filter(has_text=ORDINARY)).to_be_visible()


def test_a_member_appreciates_a_comment_by_keyboard_and_takes_it_back(page, request, article, member):
    has_scripts = request.node.callspec.id == "with scripts"
    making.comment(article, body="There is a newer word.")
    page.goto(article.get_absolute_url())
    here = page.url
    other = page.locator("article.comment").filter(has_text="Who pays")
    other.get_by_role("button", name="Appreciate").press("Enter")
    back = other.get_by_role("button", name="Take appreciation back 1")
    expect(back).to_be_visible()
    assert (page.url == here) == has_scripts
    if has_scripts:
        expect(back).to_be_focused()

    page.goto(f"/en/articles/{article.pk}/comments/?sort=appreciated")
    expect(page.locator("article.comment").first).to_contain_text("Who pays")
    page.get_by_role("link", name="editor’s choice").click()
    expect(page.get_by_text("The editors have chosen no comment here yet.")).to_be_visible()
    page.go_back()
    expect(page.locator(".thread__order [aria-current]")).to_have_text("most appreciated first")

    other.get_by_role("link", name="Link and more").click()
    other.get_by_role("button", name="Take appreciation back 1").click()
    expect(other.get_by_role("button", name="Appreciate", exact=True)).to_be_visible()
    assert not Appreciation.objects.exists()
