"""What was written lately, by the author and beside the new comment."""

from datetime import timedelta

import pytest

from moderation.actions import facts, lately
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screened")]
HOUR = timedelta(hours=1)


def read(author, article):
    place = facts.place(author=author, article=article.pk, now=NOW)
    prints = facts.prints("The toll is too high for those who work shifts.", article)
    return lately.recent(author=author, place=place, prints=prints, since=NOW - HOUR, now=NOW)


def test_beside_a_comment_stand_the_newest_of_others():
    article, author = making.article(), making.person()
    making.comment(article, body="Long before.", now=NOW - 2 * HOUR)
    making.comment(article, body="Of another.", now=NOW - HOUR / 2)
    making.comment(article, author=author, body="My own.", now=NOW - HOUR / 4)
    recent = read(author, article)
    assert recent.beside(article) == ("Of another.",)
    assert [one.body for one in recent.own] == ["My own."]


def test_an_own_comment_of_long_ago_is_not_of_lately():
    article, author = making.article(), making.person()
    making.comment(article, author=author, body="My own.", now=NOW - timedelta(days=2))
    assert read(author, article) == lately.Recent((), ())


def test_of_many_beside_only_the_newest_are_read():
    article = making.article()
    for number in range(lately.BESIDE + 2):
        making.comment(article, body=f"Number {number}.", now=NOW - HOUR / 2)
    newest = {f"Number {number}." for number in range(2, lately.BESIDE + 2)}
    assert set(read(making.person(), article).beside(article)) == newest
