"""Whom a member mutes, what is left out for them, and who never hears of it (C52)."""

import pytest
from django.core import mail as letters
from django.db import IntegrityError, transaction

from accounts.privacy import erasure, export
from moderation import own
from moderation.actions import follow_letters, follows, mutes
from moderation.actions.follows import Wish
from moderation.enums import Pace
from moderation.models import Mute
from tests.moderation import making
from tests.moderation.following import MINUTE, paper, turn
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return making.member(name="Mira Sandoval")


@pytest.fixture
def loud():
    return making.member(name="Lars Laut")


def test_a_member_mutes_another_once_and_takes_it_back(member, loud):
    assert mutes.mute(muted=loud, person=member, now=NOW)
    assert not mutes.mute(muted=loud, person=member, now=NOW)
    assert list(Mute.objects.by(member).whom()) == [loud.pk]
    assert not Mute.objects.by(loud).exists()
    assert mutes.unmute(muted=loud, person=member)
    assert not mutes.unmute(muted=loud, person=member)


def test_nobody_mutes_themselves_or_an_account_that_is_gone(member, loud):
    erasure.erase(person=loud, now=NOW)
    for muted in (member, loud):
        with pytest.raises(mutes.NotAllowed):
            mutes.mute(muted=muted, person=member, now=NOW)
    with pytest.raises(IntegrityError, match="nobody_mutes_themselves"), transaction.atomic():
        Mute.objects.create(person=member, muted=member, made_at=NOW)


def test_whoever_is_blocked_mutes_nobody(member, loud):
    member.blocked_at = NOW
    with pytest.raises(mutes.NotAllowed):
        mutes.mute(muted=loud, person=member, now=NOW)


def test_a_list_has_an_end_and_takes_more_once_somebody_is_off_it(member, loud, monkeypatch):
    monkeypatch.setattr(mutes, "MOST", 1)
    mutes.mute(muted=loud, person=member, now=NOW)
    other = making.person()
    with pytest.raises(mutes.TooMany):
        mutes.mute(muted=other, person=member, now=NOW)
    mutes.unmute(muted=loud, person=member)
    assert mutes.mute(muted=other, person=member, now=NOW)


def test_letters_about_a_discussion_leave_out_whom_the_follower_has_muted(member, loud):
    article = paper()
    for person in (member, loud):
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    follow_letters.begin_due(now=NOW - 5 * MINUTE)
    follows.follow(person=member, wish=Wish(article, None, Pace.INSTANT), now=NOW)
    letters.outbox.clear()
    mutes.mute(muted=loud, person=member, now=NOW)
    making.comment(article, author=loud, body="What the muted one says.", now=NOW + MINUTE)
    assert turn(NOW + 5 * MINUTE) == []
    making.comment(article, author=loud, body="What the muted one says.", now=NOW + 6 * MINUTE)
    making.comment(article, body="What another says.", now=NOW + 6 * MINUTE)
    (letter,) = turn(NOW + 20 * MINUTE)
    assert "What another says." in letter.body
    assert "What the muted one says." not in letter.body


def test_the_list_of_answers_leaves_them_out(member, loud):
    comment = making.comment(making.article(), author=member)
    answers = [making.comment(comment.article, author=one, parent=comment) for one in (loud, making.person())]
    assert {one.pk for one in own.replies(member, NOW).rows} == {one.pk for one in answers}
    mutes.mute(muted=loud, person=member, now=NOW)
    assert [one.pk for one in own.replies(member, NOW).rows] == [answers[1].pk]


def test_the_copy_of_one_tells_that_they_muted_somebody_and_that_of_the_other_says_nothing(member, loud):
    mutes.mute(muted=loud, person=member, now=NOW)
    copies = {one: [(part.code, part.rows) for part in export.dossier(one)] for one in (member, loud)}
    assert ("moderation.Mute:person", [(NOW,)]) in copies[member]
    assert [code for code, _rows in copies[loud] if "Mute" in code] == []


def test_either_one_leaves_and_no_receipt_tells_the_muted(member, loud):
    other = making.member()
    mutes.mute(muted=loud, person=member, now=NOW)
    mutes.mute(muted=member, person=other, now=NOW)
    assert "moderation.Mute" not in erasure.erase(person=loud, now=NOW).deleted
    assert Mute.objects.count() == 1
    mutes.mute(muted=other, person=member, now=NOW)
    assert erasure.erase(person=member, now=NOW).deleted["moderation.Mute"] == 1
    assert not Mute.objects.exists()
