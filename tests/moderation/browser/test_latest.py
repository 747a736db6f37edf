"""New comments wait behind a button: nothing moves, and whoever presses it stands at the first of them (C53)."""

import pytest
from playwright.sync_api import expect

from moderation.actions import ledger
from moderation.enums import Measure
from tests.browser.conftest import watched
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader(chromium, site):
    context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 700}, reduced_motion="reduce")
    with watched(context, site) as page:
        page.clock.install()
        yield page
    context.close()


def places(page) -> list[float]:
    parts = "[...document.querySelectorAll('.comment, .site-foot')]"
    return page.evaluate(f"[scrollY, ...{parts}.map((part) => part.getBoundingClientRect().y)]")


@pytest.mark.parametrize("path", ["harbour-{pk}/", "articles/{pk}/comments/?sort=newest"])
def test_new_comments_wait_behind_a_button_and_nothing_moves_before_it_is_pressed(reader, path):
    article = making.article()
    held = making.comment(article, measure=Measure.HOLD)
    seen = [making.comment(article, body=f"Comment {n}") for n in range(8)]
    asked = []
    reader.on("request", lambda request: "latest.json" in request.url and asked.append(request))
    with reader.expect_response("**/latest.json"):
        reader.goto(f"/en/{path.format(pk=article.pk)}")
        reader.locator(f"#comment-{seen[4].pk}").scroll_into_view_if_needed()
    call = reader.locator("#fresh-call")
    expect(call).to_be_hidden()
    before = places(reader)

    answer = making.comment(article, parent=seen[0], body="New and an answer")
    ledger.record(comment=held, measure=Measure.PUBLISH, now=NOW)
    with reader.expect_response("**/latest.json"):
        reader.clock.run_for(60_000)
    expect(call).to_have_text("2 new comments")
    expect(call).to_be_in_viewport()
    expect(reader.get_by_role("status")).to_have_text("2 new comments")
    assert places(reader) == before
    assert "cookie" not in asked[-1].all_headers()

    call.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(f"#comment-{held.pk}")).to_be_focused()
    expect(reader.get_by_role("region", name="New comments").locator("article")).to_have_count(2)
    expect(reader.locator(f"#comment-{answer.pk} .comment__parent")).to_have_attribute("href", f"#comment-{seen[0].pk}")
    expect(call).to_be_hidden()
