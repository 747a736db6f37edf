"""A member mutes another; what they write folds to one line, and can be looked at: with scripts and without (C52)."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from moderation.models import Mute
from tests.moderation import making

pytestmark = pytest.mark.browser


def test_a_member_mutes_another_looks_at_a_folded_comment_and_reads_them_again(page, request, site, member):
    has_scripts = request.node.callspec.id == "with scripts"
    cache.clear()
    article = making.article()
    said = making.comment(article, author=making.member(name="Lars Laut"), body="So loud.")
    own = making.comment(article, author=member, parent=said, body="Not so loud.")
    page.goto(article.get_absolute_url())
    folded = page.locator(f"#comment-{said.pk}")
    expect(folded.get_by_text("So loud.")).to_be_visible()
    if has_scripts:
        expect(page.locator(f"#comment-{own.pk}").get_by_role("button", name="Mute")).to_be_hidden()
        folded.get_by_role("button", name="Mute").press("Enter")
    else:
        folded.get_by_role("link", name="Link and more").click()
        page.get_by_role("button", name="Mute Lars Laut").click()
    expect(page.get_by_text("You have muted Lars Laut")).to_be_visible()
    expect(folded.get_by_text("So loud.")).to_be_visible()

    page.goto(article.get_absolute_url())
    expect(folded.get_by_text("So loud.")).to_be_hidden()
    expect(folded.get_by_text("Lars Laut")).to_be_hidden()
    expect(page.get_by_text("Not so loud.")).to_be_visible()
    if has_scripts:
        line = folded.get_by_role("button", name="A comment by somebody you have muted")
        line.press("Enter")
        expect(folded.get_by_text("So loud.")).to_be_visible()
        expect(line).to_be_focused()
        line.press("Enter")
        expect(folded.get_by_text("So loud.")).to_be_hidden()
    else:
        before = folded.locator(".comment__head").evaluate("(head) => getComputedStyle(head, '::before').content")
        assert before == '"A comment by somebody you have muted"'
        folded.get_by_role("link").click()
        expect(folded.get_by_text("So loud.")).to_be_visible()

    page.goto("/en/account/comments/muted/")
    page.get_by_role("article", name="Lars Laut").get_by_role("button", name="Read again").click()
    expect(page.get_by_text("You have muted nobody")).to_be_visible()
    assert not Mute.objects.exists()
