"""Who may send news, once for each article, and how many it reaches."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.actions import articles, pushing
from articles.actions.pushing import Audience
from articles.enums import Role
from articles.lifecycle import Obstacle
from articles.models import PushNotice, PushSubscription
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.push.service import subscribe

pytestmark = pytest.mark.django_db


def send(article, role=Role.EDITOR, **fields) -> PushNotice:
    said = {"title": "A ferry", "text": "It is late.", "is_urgent": False, "by": making.staff(role), "now": NOW}
    return pushing.send(article=article, **said | fields)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_editors_and_publishers_send_and_it_is_kept_who_did(role):
    notice = send(making.article(), role)
    assert (notice.made_by.groups.get().name, notice.made_at, notice.audience) == (role.value, NOW, 0)


def test_reporters_do_not():
    with pytest.raises(articles.NotAllowed) as refused:
        send(making.article(), Role.REPORTER)
    assert refused.value.obstacle == Obstacle.RIGHT


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(making.draft, id="a draft"),
        pytest.param(lambda: making.article(expires_at=NOW), id="one whose time is over"),
    ],
)
def test_nothing_is_sent_of_what_is_not_out(make):
    with pytest.raises(articles.NotAllowed) as refused:
        send(make())
    assert refused.value.obstacle == Obstacle.STATE


def test_an_article_is_told_once():
    article = making.article()
    send(article)
    with pytest.raises(pushing.AlreadySent):
        send(article)


def test_what_waits_can_be_taken_back_and_sent_otherwise():
    article = making.article(published_at=NOW + timedelta(hours=1))
    send(article)
    pushing.take_back(article=article, by=making.staff(Role.EDITOR), now=NOW)
    send(article, title="Another")
    assert list(PushNotice.objects.in_force().values_list("title", flat=True)) == ["Another"]


def test_what_went_out_can_not():
    article = making.article()
    notice = send(article)
    PushNotice.objects.filter(pk=notice.pk).update(begun_at=NOW)
    with pytest.raises(pushing.TooLate):
        pushing.take_back(article=article, by=making.staff(Role.EDITOR), now=NOW)


def test_what_was_sent_stays_as_it_was_sent():
    notice = send(making.article())
    for change in ({"title": "x"}, {"audience": 9}, {"is_urgent": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PushNotice.objects.filter(pk=notice.pk).update(**change)


def test_the_audience_is_told_by_what_happens_to_each(push_service):
    for zone in ("UTC", "UTC", "Asia/Tokyo", "Asia/Tokyo", "Europe/Berlin"):
        subscribe(push_service, time_zone=zone)
    subscribe(push_service, language="de")
    full = PushSubscription.objects.filter(edition="en").order_by("pk").first()
    PushSubscription.objects.filter(pk=full.pk).update(sent_on=NOW.date(), sent_count=5)
    article, evening = making.article(), NOW + timedelta(hours=2)  # 23 in Tokyo

    assert pushing.audience(article, is_urgent=False, at=NOW) == Audience(at_once=4, later=0, full=1)
    assert pushing.audience(article, is_urgent=False, at=evening) == Audience(at_once=2, later=2, full=1)
    assert pushing.audience(article, is_urgent=True, at=evening) == Audience(at_once=5, later=0, full=0)


def test_readers_all_over_the_world_are_counted_by_one_question(push_service, django_assert_num_queries):
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        subscribe(push_service, time_zone=zone)
    article = making.article()

    with django_assert_num_queries(1):
        assert pushing.audience(article, is_urgent=False, at=NOW).total == 3
