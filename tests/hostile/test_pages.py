"""Nothing that people write runs in a browser: not after the sanitizer, and not without it under the policy (QS2)."""

import feedparser
import pytest
from django.conf import settings

from accounts.models import User
from accounts.safety.sanitize import clean_article, clean_comment
from moderation.actions import ledger
from moderation.enums import Measure
from moderation.models import Comment
from tests.hostile.conftest import touch
from tests.hostile.payloads import MARKUP, PAYLOADS
from tests.moderation import making
from tests.moderation.browser.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.once]


def written(article, payload, html):
    """Store a comment whose author bears the payload, too."""
    name = payload[:60]
    author = User.objects.filter(name=name).first() or making.person(name)
    comment = Comment(article=article, author=author, language="en", body=payload, html=html, submitted_at=making.NOW)
    ledger.enter(comment=comment, measure=Measure.PUBLISH, now=making.NOW)
    return comment


def test_there_are_enough_classes_of_attack():
    assert len(PAYLOADS) == len(set(PAYLOADS))
    assert len(MARKUP) >= 120
    assert len(PAYLOADS) >= 180


def test_no_comment_runs_anything_on_any_page_of_a_thread(browse):
    article = making.article()
    comments = [written(article, payload, clean_comment(payload)) for payload in PAYLOADS]
    context, watch = browse()
    addresses = ["/en/harbour-1/", *(f"/en/articles/{article.pk}/comments/?after={c.path}" for c in comments[::40])]
    addresses[0] = article.get_absolute_url()
    for address in addresses:
        assert touch(context, address).status == 200
    for comment in comments[::10]:
        touch(context, comment.get_absolute_url())
    assert (watch.ran, watch.stopped) == ([], [])


def test_no_article_runs_anything(browse):
    """Twenty payloads an article: each was cleaned alone and is closed."""
    context, watch = browse()
    for number in range(0, len(PAYLOADS), 20):
        some = PAYLOADS[number : number + 20]
        body = "".join(clean_article(f"<p>{payload}</p>") for payload in some)
        article = making.article(title=some[0][:120], summary=some[1][:200], slug=f"story-{number}", body=body)
        article.corrections.create(
            kind="correction",
            text="\n".join(some)[:2000],
            made_by=making.person(),
            made_at=making.NOW,
            public_at=making.NOW,
        )
        assert touch(context, article.get_absolute_url()).status == 200
        assert (watch.ran, watch.stopped) == ([], []), some


def test_a_raw_row_of_an_article_does_not_reach_a_reader(browse):
    context, watch = browse()
    for number, payload in enumerate(MARKUP[::3]):
        article = making.article(slug=f"story-{number}", body=payload)
        touch(context, article.get_absolute_url())
        assert (watch.ran, watch.stopped) == ([], []), payload


def test_the_front_page_and_the_feeds_carry_nothing_that_runs(browse):
    for number, payload in enumerate(PAYLOADS):
        making.article(title=payload[:120], summary=payload[:200], slug=f"story-{number}", body=clean_article(payload))
    context, watch = browse()
    touch(context, "/en/")
    feeds = [context.request.get(f"/en/feed.{kind}").body() for kind in ("rss", "atom")]
    # As a reader of feeds would: shown without any policy.
    unguarded, shown = browse(bypass_csp=True)
    elsewhere = unguarded.new_page()
    entries = [entry for feed in feeds for entry in feedparser.parse(feed, sanitize_html=False).entries]
    assert len(entries) == 60
    elsewhere.set_content("".join(f"<main>{entry.summary}</main>" for entry in entries))
    elsewhere.wait_for_timeout(200)
    assert (watch.ran, watch.stopped, shown.ran) == ([], [], [])


def test_no_comment_runs_anything_at_the_moderators_desk(browse, site):
    making.rules()
    article = making.article()
    moderator = making.moderator("Desk Hand")
    moderator.is_superuser = True
    moderator.save()
    comments = [written(article, payload, clean_comment(payload)) for payload in PAYLOADS[::4]]
    context, watch = browse()
    signed_in(context, moderator, site)
    page = context.new_page()
    for comment in comments:
        answer = page.goto(f"/{settings.ADMIN_PATH}/moderation/comment/{comment.pk}/change/", wait_until="load")
        assert answer.status == 200
    for app, model in (
        ("moderation", "comment"),
        ("moderation", "case"),
        ("accounts", "user"),
        ("articles", "article"),
    ):
        assert page.goto(f"/{settings.ADMIN_PATH}/{app}/{model}/").status == 200
    assert (watch.ran, watch.stopped) == ([], [])


@pytest.mark.once
def test_without_the_sanitizer_the_content_policy_alone_stops_everything(browse):
    """Rows written raw, past our code, shown on the real page; the same past the policy proves that they are live."""
    article = making.article()
    comments = [written(article, payload, payload) for payload in MARKUP]
    context, watch = browse()
    for comment in comments:
        touch(context, comment.get_absolute_url())
    elsewhere = making.article(slug="plain")  # what is no markup cannot swallow what stands beside it
    for payload in set(PAYLOADS) - set(MARKUP):
        written(elsewhere, payload, payload)
    touch(context, elsewhere.get_absolute_url())
    touch(context, f"/en/articles/{elsewhere.pk}/comments/")
    assert watch.ran == []
    assert len(watch.stopped) > 60

    context, unguarded = browse(bypass_csp=True)
    for comment in comments[::3]:
        touch(context, comment.get_absolute_url())
    assert len(set(unguarded.ran)) > 25
