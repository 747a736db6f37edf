"""So many comments may come from a person, a network and under an article; a refusal says when to come back (C22)."""

from datetime import timedelta

import pytest

from moderation import networks
from moderation.actions import flood, lately, policies
from moderation.enums import Discussion
from moderation.models import Thread
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold, submit
from tests.moderation.making import NOW, ORDINARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screened")]


def test_slow_mode_tells_when_the_next_comment_may_come():
    article, author = making.article(), making.person()
    Thread.objects.filter(article=article).update(discussion=Discussion.SLOW)
    submit(author, article)
    with pytest.raises(flood.SlowMode) as refused:
        submit(author, article, "One thing more, about the tolls.", now=NOW + timedelta(minutes=1))
    assert (refused.value.until, refused.value.minutes) == (NOW + timedelta(minutes=5), 5)
    assert submit(author, article, "One thing more, about the tolls.", now=NOW + timedelta(minutes=6))


def test_a_flood_by_one_author_is_refused_with_the_time_to_come_back():
    set_threshold("flood_by_author", 3)
    article, author = making.article(), making.person()
    for minute, word in enumerate(("first", "second", "third")):
        making.comment(article, author=author, body=f"The {word}.", now=NOW + timedelta(minutes=minute))
    with pytest.raises(flood.TooFast) as refused:
        submit(author, article, now=NOW + timedelta(minutes=3))
    assert refused.value.until == NOW + flood.WINDOW


def test_an_article_takes_so_many_comments_a_minute_whoever_writes_them():
    set_threshold("flood_by_article", 5)
    article = making.article()
    for second in range(0, 50, 10):
        submit(making.person(), article, f"Ferry number {second} is late.", now=NOW + timedelta(seconds=second))
    with pytest.raises(flood.TooFast) as refused:
        submit(making.person(), article, "And what of the fish?", now=NOW + timedelta(seconds=50))
    assert refused.value.until == NOW + flood.ARTICLE_WINDOW
    assert submit(making.person(), article, "And what of the fish?", now=NOW + timedelta(seconds=60))


def test_no_limit_counts_more_of_a_persons_comments_than_are_read():
    shipped = {one.name: one for one in policies.shipped().thresholds}
    assert shipped["flood_by_author"].highest <= lately.OWN


def test_a_flood_from_one_network_is_refused():
    set_threshold("flood_by_network", 2)
    article = making.article()
    for number, address in enumerate(("203.0.113.7", "203.0.113.200")):
        submit(making.person(), article, f"{ORDINARY} {number}", network=networks.block(address))
    with pytest.raises(flood.TooFast):
        submit(making.person(), article, "And what of the fish?", network=networks.block("203.0.113.90"))
    assert submit(making.person(), article, "And what of the fish?", network=networks.block("198.51.100.1"))
