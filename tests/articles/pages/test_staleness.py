"""After whatever the newsroom does, no reader gets an old page, and other editions stay warm (A24)."""

import random
import re
from datetime import timedelta

import pytest

from articles.actions import articles, corrections
from articles.actions.corrections import Note
from articles.enums import Act, CorrectionKind, Role, State
from articles.models import Article, Story, Text
from tests.articles import making
from tests.articles.pages.asking import Server, addresses

pytestmark = pytest.mark.django_db(transaction=True)


def act_at_random(chance: random.Random, article: Article, by, now) -> None:
    """Do one of the acts that change what readers see, where the state allows it."""
    state = article.state(now)
    newest = article.newest_revision().number
    if chance.random() < 0.2:
        corrections.record(
            article=article, note=Note(CorrectionKind.CORRECTION, f"Note {chance.random()}"), by=by, now=now
        )
    elif state in (State.PUBLISHED, State.SCHEDULED, State.EXPIRED) and chance.random() < 0.3:
        articles.unpublish(article=article, by=by, now=now)
    elif chance.random() < 0.5:
        title = f"Title {chance.random()}"
        slug = chance.choice(["one", "two", article.slug])
        text = Text(slug, title, f"Summary of {title}", "<p>Text</p>")
        articles.revise(article=article, text=text, base=newest, author=by, now=now)
        articles.publish(article=article, by=by, now=now, revision=newest + 1)
    else:
        at = now + timedelta(seconds=chance.randint(-20, 40))
        articles.publish(
            article=article, by=by, now=now, revision=newest, at=at, expires_at=max(at, now) + timedelta(seconds=30)
        )


def timeless(page: str) -> str:
    """Leave out when an empty feed was made: there is no article to take the date from."""
    return re.sub("<lastBuildDate>.*?</lastBuildDate>", "", page)


@pytest.mark.parametrize("seed", range(6))
def test_no_stale_page_is_served_whatever_happens(noon, seed):
    chance, publisher = random.Random(seed), making.staff(Role.PUBLISHER)  # noqa: S311 # a walk, no secret
    making.section(needs_four_eyes=False)
    story = Story.objects.create(section=making.section())
    told = [making.article(language, story=story) for language in ("en", "de")] + [making.article("en")]
    server, now = Server(), making.NOW

    for _ in range(25):
        now += timedelta(seconds=chance.randint(0, 15))
        noon.move_to(now)
        act_at_random(chance, Article.objects.get(pk=chance.choice(told).pk), publisher, now)
        fresh = Server()
        for article in Article.objects.all():
            for address in addresses(article):
                kept, made = server.get(address), fresh.get(address)
                assert (kept.status, timeless(kept.text)) == (made.status, timeless(made.text)), address


@pytest.mark.parametrize("act", [Act.PUBLISH, Act.UNPUBLISH])
def test_what_happens_in_one_edition_leaves_the_others_warm(act):
    making.section(needs_four_eyes=False)
    publisher, server = making.staff(Role.PUBLISHER), Server()
    article, other = making.article("en"), making.article("de")
    lists = addresses(other)[:4]
    for address in [*lists, *addresses(article)]:
        server.get(address)

    if act == Act.PUBLISH:
        articles.publish(article=article, by=publisher, now=making.NOW, revision=1)
    else:
        articles.unpublish(article=article, by=publisher, now=making.NOW)

    assert [address for address in lists if server.find(address) is None] == []
    assert [address for address in addresses(article) if server.find(address)] == []
