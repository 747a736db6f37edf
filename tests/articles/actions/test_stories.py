"""What the editions of a story share is not overwritten either (A13)."""

from datetime import timedelta

import pytest

from articles.actions import articles, stories
from articles.actions.stories import Arrangement
from articles.enums import Role
from articles.models import Story
from articles.schedule import Times
from tests.articles import making
from tests.articles.actions.test_articles import begun
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
AT, LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=2)


def arrange(article, *, to: Arrangement, was: Arrangement) -> Arrangement:
    stories.arrange(article=article, to=to, was=was, by=making.staff(Role.EDITOR), now=NOW)
    return Arrangement.of(Story.objects.get(pk=article.story_id))


def test_a_photo_that_somebody_else_chose_meanwhile_stays():
    article = begun()
    was = Arrangement.of(article.story)
    theirs, mine = Arrangement(was.section, making.photo()), Arrangement(was.section, making.photo())
    assert arrange(article, to=theirs, was=was) == theirs
    assert arrange(article, to=was, was=was) == theirs  # who chose nothing changes nothing
    with pytest.raises(articles.Crossed):
        arrange(article, to=mine, was=was)
    assert arrange(article, to=mine, was=theirs) == mine


def test_times_that_somebody_else_planned_meanwhile_stay():
    article, editor = begun(), making.staff(Role.EDITOR)
    never = Times(None, None)

    def plan(at, was):
        articles.plan(article=article, to=Times(at, None), by=editor, now=NOW, was=was)
        article.refresh_from_db()
        return article.published_at

    assert plan(AT, never) == AT
    assert plan(None, never) == AT
    with pytest.raises(articles.Crossed):
        plan(LATER, never)
    with pytest.raises(articles.Crossed):
        articles.publish(article=article, by=editor, now=NOW, revision=1, at=LATER, was=never)
    assert plan(LATER, Times(AT, None)) == LATER
