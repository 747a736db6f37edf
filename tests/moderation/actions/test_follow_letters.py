"""What is written to those who follow a discussion, when, and what is left out (C50)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail as letters

from accounts.models import OutboxItem
from accounts.outbox import delivery
from articles.enums import CorrectionKind
from articles.enums import Status as ArticleStatus
from articles.models import Correction, Digest
from moderation import following
from moderation.actions import follow_letters, follows, ledger
from moderation.actions.follows import Wish
from moderation.enums import Discussion, Measure, Pace, Status
from moderation.models import Follow, FollowEvent, FollowRound, Thread
from tests.accounts import making as accounts
from tests.moderation import making
from tests.moderation.following import MINUTE, READER, follower, paper, turn, work
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
SOON = NOW + 5 * MINUTE
#: The edition's clock is UTC; its digest goes out at six, the weekly one on Saturday.
MORNING = datetime(2026, 3, 3, 6, 1, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 6, 1, tzinfo=UTC)


@pytest.fixture
def article():
    return paper()


def said(article, body="The ferry was late.", *, at=NOW + MINUTE, **more):
    return making.comment(article, body=body, now=at, **more)


def test_an_instant_letter_tells_what_is_new_and_how_to_end_it(article):
    said(article, "Long before.", at=NOW - MINUTE)
    follow = follower(article)
    comment = said(article, author=making.person("Mira"))
    (letter,) = turn(SOON)
    assert (letter.to, letter.subject) == ([READER], "New comments on “The harbour opens”")
    assert "Mira:\nThe ferry was late." in letter.body
    assert f"/en/comments/{comment.pk}/" in letter.body
    assert "Long before." not in letter.body
    assert letter.extra_headers["List-Unsubscribe"] == f"<{following.end_url(follow)}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert turn(SOON + timedelta(hours=1)) == []


def test_what_comes_within_ten_minutes_of_a_letter_is_one_more_letter(article):
    follower(article)
    said(article)
    assert len(turn(SOON)) == 1
    said(article, "The second.", at=SOON)
    said(article, "The third.", at=SOON + 5 * MINUTE)
    assert turn(SOON + 9 * MINUTE) == []
    (letter,) = turn(SOON + 10 * MINUTE)
    assert "The second." in letter.body
    assert "The third." in letter.body
    assert "The ferry" not in letter.body


@pytest.mark.parametrize(
    ("pace", "before", "at"),
    [
        pytest.param(Pace.DAILY, MORNING - 2 * MINUTE, MORNING, id="every day at the digest's hour"),
        pytest.param(Pace.WEEKLY, SATURDAY - 2 * MINUTE, SATURDAY, id="once a week on the digest's day"),
    ],
)
def test_daily_and_weekly_letters_go_with_the_digest(article, pace, before, at):
    follower(article, pace=pace)
    turn(NOW)
    said(article)
    assert turn(before) == []
    (letter,) = turn(at)
    assert "The ferry was late." in letter.body
    assert turn(at + timedelta(days=7)) == []


def test_the_digests_own_hour_holds(article):
    Digest.objects.create(edition_id="en", hour=18)
    follower(article, pace=Pace.DAILY)
    turn(NOW)
    said(article)
    assert turn(NOW + timedelta(hours=5, minutes=59)) == []
    assert len(turn(NOW + timedelta(hours=6))) == 1


def test_only_what_readers_can_read_is_told_and_nothing_of_ones_own(article):
    member = accounts.member()
    follow_letters.begin_due(now=NOW - timedelta(days=1))
    follows.follow(person=member, wish=Wish(article, None, Pace.INSTANT), now=NOW)
    said(article, "Held.", measure=Measure.HOLD)
    said(article, "My own.", author=member)
    ledger.change(comment=said(article, "Withdrawn."), withdrawn_at=NOW + MINUTE)
    said(article, "By one who goes.", author=making.person(closing_at=NOW))
    assert turn(SOON) == []
    said(article, "Readable.", at=SOON)
    (letter,) = turn(SOON + 10 * MINUTE)
    assert "Readable." in letter.body
    assert not {"Held.", "My own.", "Withdrawn.", "By one who goes."} & set(letter.body.splitlines())


def test_what_was_held_is_told_once_it_is_published(article):
    follower(article)
    held = said(article, "Held.", measure=Measure.HOLD)
    assert turn(SOON) == []
    ledger.change(comment=held, status=Status.PUBLISHED, placed_at=SOON)
    (letter,) = turn(SOON + 2 * MINUTE)
    assert "Held." in letter.body


def test_what_is_removed_before_it_is_sent_is_not_sent(article):
    follower(article)
    gone, stays = said(article, "Gone."), said(article, "Stays.")
    follow_letters.begin_due(now=SOON)
    follow_letters.take_turn(OutboxItem.objects.get(channel="follow-turn"))
    ledger.change(comment=gone, withdrawn_at=SOON)
    work(SOON)
    (letter,) = letters.outbox
    assert "Stays." in letter.body
    assert "Gone." not in letter.body
    ledger.change(comment=stays, withdrawn_at=SOON)
    assert "Gone" not in str(OutboxItem.objects.values_list("payload", flat=True))


def test_a_thread_is_a_comment_and_all_that_answers_it(article):
    root, other = said(article, "The root.", at=NOW - MINUTE), said(article, "Another.", at=NOW - MINUTE)
    follower(article, root=root)
    reply = said(article, "A reply.", parent=root)
    said(article, "A reply to the reply.", parent=reply)
    said(article, "Beside it.", parent=other)
    (letter,) = turn(SOON)
    assert letter.subject == "New replies in a thread below “The harbour opens”"
    assert "A reply." in letter.body
    assert "A reply to the reply." in letter.body
    assert "Beside it." not in letter.body


def test_below_the_deepest_level_direct_replies_are_told(article):
    deepest = said(article, at=NOW - MINUTE)
    for _ in range(5):
        deepest = said(article, "Deeper.", parent=deepest, at=NOW - MINUTE)
    follower(article, root=deepest)
    said(article, "An answer.", parent=deepest)
    said(article, "Beside it.", parent=deepest.parent)
    (letter,) = turn(SOON)
    assert "An answer." in letter.body
    assert "Beside it." not in letter.body


def test_corrections_are_told_to_who_follows_the_article_and_not_a_thread(article):
    root = said(article, at=NOW - MINUTE)
    follower(article)
    follower(article, root=root, address="other@example.org")
    Correction.objects.create(
        article=article, kind=CorrectionKind.CORRECTION, text="It was Tuesday.", made_by=making.person(),
        made_at=NOW, public_at=NOW + MINUTE,
    )  # fmt: skip
    (letter,) = turn(SOON)
    assert (letter.to, letter.subject) == ([READER], "Put right: “The harbour opens”")
    assert "It was Tuesday." in letter.body


def test_changing_how_often_repeats_nothing_and_leaves_nothing_out(article):
    follow = follower(article, pace=Pace.WEEKLY)
    said(article, "For the week.")
    follows.amend(follow=follow, pace=Pace.INSTANT, now=NOW + 2 * MINUTE)
    (letter,) = turn(SOON)
    assert "For the week." in letter.body
    follows.amend(follow=follow, pace=Pace.DAILY, now=SOON)
    said(article, "For the day.", at=SOON)
    (letter,) = turn(MORNING)
    assert "For the day." in letter.body
    assert "For the week." not in letter.body


def test_a_long_letter_is_cut_and_says_so(article, monkeypatch):
    monkeypatch.setattr(follow_letters, "LENGTH", 2)
    follower(article)
    for number in range(3):
        said(article, f"Number {number}.")
    (letter,) = turn(SOON)
    assert "1 more comment is in the discussion." in letter.body


def test_many_are_written_to_in_turns_each_once(article, monkeypatch):
    monkeypatch.setattr(follow_letters, "AT_ONCE", 2)
    people = [f"reader{number}@example.org" for number in range(5)]
    for address in people:
        follower(article, address=address)
    said(article)
    assert sorted(letter.to[0] for letter in turn(SOON)) == people
    first = OutboxItem.objects.filter(channel="follow-turn").earliest("pk")
    mark = FollowRound.objects.get(pace="instant")
    payload = {"edition": "en", "pace": "instant", "since": NOW.isoformat(), "until": mark.told_until.isoformat()}
    # a worker was killed before it marked its turn
    OutboxItem.objects.filter(pk=first.pk).update(delivered_at=None, payload=payload | {"after": 0})
    letters.outbox.clear()
    work(SOON + MINUTE)
    assert letters.outbox == []


def test_a_clock_that_was_ahead_neither_repeats_nor_swallows(article):
    follower(article)
    said(article)
    assert len(turn(SOON + timedelta(days=400))) == 1
    turn(SOON)
    said(article, "In time.", at=SOON + MINUTE)
    (letter,) = turn(SOON + 12 * MINUTE)
    assert "In time." in letter.body
    assert "The ferry" not in letter.body


def test_who_is_blocked_gets_nothing_and_follows_no_longer(article):
    member = accounts.member()
    follow_letters.begin_due(now=NOW - timedelta(days=1))
    follows.follow(person=member, wish=Wish(article, None, Pace.INSTANT), now=NOW)
    said(article)
    type(member).objects.filter(pk=member.pk).update(blocked_at=NOW)
    assert turn(SOON) == []
    follow_letters.end_over(now=SOON)
    assert not Follow.objects.exists()
    assert FollowEvent.objects.latest("pk").act == "over"


def _take_back(article):
    article.status = ArticleStatus.UNPUBLISHED
    article.save()


def _close(article):
    Thread.objects.filter(article=article).update(discussion=Discussion.READ_ONLY, set_at=NOW)


def _pause(article):
    planned = {"planned_discussion": Discussion.READ_ONLY, "planned_from": NOW}
    Thread.objects.filter(article=article).update(planned_until=NOW + timedelta(days=1), **planned)


@pytest.mark.parametrize(
    ("happens", "is_left"),
    [
        pytest.param(_take_back, False, id="the article is unpublished"),
        pytest.param(_close, False, id="the discussion is read only for good"),
        pytest.param(_pause, True, id="the discussion is read only for a day"),
    ],
)
def test_it_ends_on_its_own_when_nothing_more_can_come(article, happens, is_left):
    follower(article)
    happens(article)
    follow_letters.end_over(now=SOON)
    assert Follow.objects.exists() is is_left


def test_what_was_said_before_a_discussion_closed_is_told_before_it_ends(article):
    follower(article, pace=Pace.DAILY)
    turn(NOW)
    said(article)
    _close(article)
    follow_letters.end_over(now=SOON)
    assert Follow.objects.exists()
    assert len(turn(MORNING)) == 1
    follow_letters.end_over(now=MORNING + MINUTE)
    assert not Follow.objects.exists()


def test_ending_takes_along_what_was_not_sent(article):
    follow = follower(article)
    said(article)
    follow_letters.begin_due(now=SOON)
    follow_letters.take_turn(OutboxItem.objects.get(channel="follow-turn"))
    follows.end(follow=follow, now=SOON)
    work(SOON)
    assert letters.outbox == []


def test_a_turn_and_a_letter_cost_the_same_for_one_comment_and_for_thirty(article, django_assert_max_num_queries):
    for number in range(3):
        follower(article, address=f"reader{number}@example.org")
    for number in range(30):
        said(article, f"Number {number}.", author=making.person(f"Writer {number}"))
    with django_assert_max_num_queries(20):
        follow_letters.begin_due(now=SOON)
    with django_assert_max_num_queries(9):  # three followers
        follow_letters.take_turn(OutboxItem.objects.get(channel="follow-turn"))
    OutboxItem.objects.filter(channel="follow-turn").update(delivered_at=SOON)
    with time_machine.travel(SOON, tick=False):
        item = delivery.claim(now=SOON)
        with django_assert_max_num_queries(8):
            follow_letters.deliver(item)
