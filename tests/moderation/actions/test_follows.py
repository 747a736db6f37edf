"""Following a discussion: asked for, confirmed, changed and ended (C50)."""

from datetime import timedelta

import pytest
from django.core import mail as letters
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions import closing, consents
from accounts.enums import Surface
from accounts.models import OutboxItem, Purpose, PurposeText
from accounts.privacy import erasure, export, retention
from articles.actions import agreements
from articles.actions.agreements import NotOffered, TooMany
from moderation import following
from moderation.actions import follows
from moderation.actions.follows import Wish
from moderation.enums import Pace
from moderation.models import Follow, FollowEvent
from tests.accounts import making as accounts
from tests.moderation import making
from tests.moderation.following import READER, follower, paper, work
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return paper()


@pytest.fixture
def member():
    return accounts.member(email="member@example.org")


def wish(article, pace=Pace.DAILY, root=None) -> Wish:
    return Wish(article, root, pace)


def acts():
    return list(FollowEvent.objects.order_by("pk").values_list("act", flat=True))


def is_on(person):
    return next(one.is_given for one in consents.choices(person, "en") if one.purpose.code == "following")


def test_nothing_is_sent_but_one_question_before_the_mailbox_confirms(article):
    follows.ask(address="Reader@Example.net", wish=wish(article), now=NOW)
    work(NOW)
    (letter,) = letters.outbox
    follow = Follow.objects.get()
    assert (letter.to, follow.address, follow.confirmed_at) == ([READER], READER, None)
    assert following.page_url(follow) in letter.body
    assert acts() == []
    assert not Follow.objects.written_to().exists()
    assert not OutboxItem.objects.exclude(payload={}).exists()


def test_what_is_agreed_to_is_written_down_without_address_or_program(article):
    root = making.comment(article)
    follower(article, root=root)
    event = FollowEvent.objects.get()
    text = PurposeText.objects.get(purpose="following", language="en")
    assert (event.act, event.pace, event.article, event.root) == ("given", "instant", article.pk, root.pk)
    assert event.wording_id == text.fingerprint
    names = {field.name for field in FollowEvent._meta.fields}
    assert names == {
        "id", "receipt", "act", "article", "root", "pace", "privacy_version", "wording", "age_met", "made_at",
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(FollowEvent).update(act="ended")


def test_an_address_follows_an_article_and_each_of_its_threads_once(article):
    root = making.comment(article)
    follower(article)
    follower(article, root=root)
    for about in ({"root": None}, {"root": root}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(article=article, address=READER, pace="daily", asked_at=NOW, **about)


def test_a_form_changes_nothing_of_what_runs_and_its_letter_leads_to_the_page(article):
    follow = follower(article)
    follows.ask(address=READER, wish=wish(article, Pace.WEEKLY), now=NOW)
    work(NOW)
    (letter,) = letters.outbox
    assert Follow.objects.get().pace == "instant"
    assert "already" in letter.subject
    assert following.page_url(follow) in letter.body


def test_confirming_changing_and_ending_twice_leave_one_record_each(article):
    follow = follower(article)
    follows.confirm(follow=follow, now=NOW)
    for _ in range(2):
        follows.amend(follow=follow, pace=Pace.WEEKLY, now=NOW)
    for _ in range(2):
        follows.end(follow=follow, now=NOW)
    assert not Follow.objects.exists()
    assert acts() == ["given", "changed", "ended"]


def test_one_mailbox_is_asked_five_times_a_day_however_it_is_spelt(article):
    for number in range(follows.MOST_A_DAY + 1):
        follows.ask(address=f"reader+{number}@example.net", wish=wish(article), now=NOW)
    work(NOW)
    assert len(letters.outbox) == follows.MOST_A_DAY
    follows.ask(address=READER, wish=wish(article), now=NOW + timedelta(days=1))
    work(NOW + timedelta(days=1))
    assert len(letters.outbox) == follows.MOST_A_DAY + 1


def test_so_many_in_an_hour_close_the_form_for_all(article, monkeypatch):
    monkeypatch.setattr(agreements, "MOST_AN_HOUR", 2)
    for number in range(3):  # the third is asked for before the worker has done the first two
        follows.ask(address=f"stranger{number}@example.org", wish=wish(article), now=NOW)
    work(NOW)
    assert len(letters.outbox) == 2
    with pytest.raises(TooMany):
        follows.ask(address=READER, wish=wish(article), now=NOW + timedelta(minutes=59))
    follows.ask(address=READER, wish=wish(article), now=NOW + timedelta(minutes=61))


def test_without_words_to_agree_to_nothing_is_offered(article):
    Purpose.objects.filter(code="following").update(retired_at=NOW)
    with pytest.raises(NotOffered):
        follows.ask(address=READER, wish=wish(article), now=NOW)


def test_a_member_follows_at_once_and_the_settings_say_so(article, member):
    assert is_on(member) is False
    follow = follows.follow(person=member, wish=wish(article), now=NOW)
    assert (follow.mailbox, is_on(member), letters.outbox) == ("member@example.org", True, [])
    again = follows.follow(person=member, wish=wish(article, Pace.WEEKLY), now=NOW)
    assert (again.pk, again.pace) == (follow.pk, "weekly")
    follows.end(follow=follow, now=NOW)
    assert is_on(member) is False


def test_the_switch_of_the_settings_ends_all_of_a_member(article, member):
    follows.follow(person=member, wish=wish(article), now=NOW)
    follows.follow(person=member, wish=wish(article, root=making.comment(article)), now=NOW)
    purpose = Purpose.objects.get(code="following")
    consents.choose(person=member, purpose=purpose, is_given=False, language="en", surface=Surface.SETTINGS, now=NOW)
    assert not Follow.objects.exists()
    assert acts() == ["given", "given", "ended", "ended"]


def test_a_mailbox_that_confirms_and_is_a_members_is_the_members(article, member):
    confirmed = follower(article, address="member@example.org")
    assert (confirmed.person, confirmed.address, is_on(member)) == (member, "", True)


def test_a_members_copy_holds_what_they_follow_and_erasure_ends_it(article, member):
    follows.follow(person=member, wish=wish(article), now=NOW)
    Follow.objects.create(
        article=article, root=making.comment(article), address="member@example.org", pace="daily",
        asked_at=NOW, confirmed_at=NOW, told_until=NOW,
    )  # fmt: skip
    parts = export.as_data(member, now=NOW)["parts"]
    assert parts["moderation.Follow:person"]["rows"][0]["pace"] == "daily"
    assert len(parts["moderation.Follow:matched"]["rows"]) == 1
    assert parts["moderation.FollowEvent:matched"]["rows"][0]["act"] == "given"
    erasure.erase(person=member, now=NOW)
    assert not Follow.objects.exists()
    assert acts() == ["given", "ended", "ended"]


def test_who_never_confirms_is_forgotten_after_seven_days_and_a_record_after_three_years(article):
    follows.ask(address=READER, wish=wish(article), now=NOW)
    work(NOW)
    other = follower(article, address="other@example.org")
    retention.run(now=NOW + timedelta(days=7, seconds=1))
    assert Follow.objects.get() == other
    follows.end(follow=other, now=NOW)
    retention.run(now=NOW + timedelta(days=3 * 365, seconds=1))
    assert acts() == []


def test_a_restored_backup_writes_to_nobody_who_had_ended_it(article):
    gone, stays = follower(article), follower(article, address="other@example.org")
    follows.end(follow=gone, now=NOW)
    Follow.objects.create(
        receipt=gone.receipt, article=article, address=READER, pace="daily", asked_at=NOW, confirmed_at=NOW,
        told_until=NOW,
    )  # fmt: skip
    closing.replay(now=NOW)
    assert Follow.objects.get() == stays


def test_what_comes_back_ends_it_where_the_mailbox_is_not_there(article):
    follow = follower(article)
    tokens = [following.token(follow), "forged:x"]
    for number in range(4):
        assert follows.note_returned(tokens=tokens, status="4.2.2", now=NOW + timedelta(days=number)) == 0
    assert follows.note_returned(tokens=tokens, status="5.1.1", now=NOW) == 1
    assert acts() == ["given", "returned"]
