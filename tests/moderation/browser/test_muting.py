"""A member mutes another; what they write folds to one line, and can be looked at: with scripts and without (C52)."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from moderation.actions import mutes
from moderation.models import Mute
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.browser, pytest.mark.once]


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


@pytest.mark.parametrize("context", [True], ids=["with scripts"], indirect=True)
def test_new_comments_of_whom_a_member_has_muted_come_in_folded(page, site, member):
    cache.clear()
    article, loud = making.article(), making.member(name="Lars Laut")
    making.comment(article, body="An ordinary one.")
    mutes.mute(muted=loud, person=member, now=NOW)
    page.clock.install()
    with page.expect_response("**/latest.json"):
        page.goto(f"/en/articles/{article.pk}/comments/")
    new = making.comment(article, author=loud, body="So loud.")
    page.clock.run_for(60_000)
    page.get_by_role("button", name="1 new comment").press("Enter")
    card = page.locator(f"#comment-{new.pk}")
    expect(card.get_by_role("button", name="A comment by somebody you have muted")).to_be_visible()
    expect(card.get_by_text("So loud.")).to_be_hidden()
