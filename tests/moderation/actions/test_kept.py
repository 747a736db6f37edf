"""The comments of somebody whose data is only kept: hidden, compared with nothing, decided by nobody (V56)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actions import closing, restrictions
from accounts.actions.restrictions import Use
from accounts.enums import RestrictedUse, RestrictionGround, TextsAtErasure
from accounts.models import DossierAccess, OutboxItem, Restriction
from moderation.actions import comments, decisions, facts, lately, sanctions, sweeps, teaching, tuning
from moderation.actions.sweeps import Item
from moderation.enums import Measure, Status
from moderation.models import Comment, Decision, Thread
from moderation.replay import replay
from tests.moderation import making, shipping
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
TEXT = "The old ferry ought to go on as long as there are people who live on the other bank of the river."
USE = Use(RestrictedUse.CLAIMS, "The court asks for it.")


@pytest.fixture(autouse=True)
def _rules():
    making.rules()


@pytest.fixture
def author():
    return making.member(name="Ida Berg")


def restrict(person) -> Restriction:
    restriction = Restriction(person=person, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=restriction, by=making.person(), now=NOW)
    return restriction


def lift(restriction) -> None:
    restrictions.announce_end(restriction=restriction, reason="Verified.", by=making.person(), now=NOW)
    OutboxItem.objects.update(delivered_at=NOW)
    assert restrictions.go_on(now=NOW + timedelta(days=3)) == "1 lifted"


def stored(*found):
    return [Comment.objects.values("card", "reply_count", *Comment.FINGERPRINTS).get(pk=one.pk) for one in found]


def test_readers_see_a_place_holder_and_the_replies_and_afterwards_all_as_it_was(author):
    article = making.article()
    top = making.comment(article)
    mine = making.comment(article, author=author, parent=top, body=TEXT, **vars(facts.prints(TEXT, article)))
    reply = making.comment(article, parent=mine, body="I agree with that.")
    before = stored(top, mine, reply), Thread.objects.get().published_count
    assert "Ida Berg" in before[0][2]["card"]

    restriction = restrict(author)
    _, kept, answer = stored(top, mine, reply)
    assert "not shown at present" in kept["card"]
    assert "old ferry" not in kept["card"]
    assert "Ida Berg" not in kept["card"] + answer["card"]
    assert "I agree with that." in answer["card"]
    assert "in reply to a comment that is not shown" in answer["card"]
    assert Thread.objects.get().published_count == Comment.objects.readable().count() == 2

    lift(restriction)
    assert (stored(top, mine, reply), Thread.objects.get().published_count) == before


@pytest.mark.parametrize("measure", [Measure.HOLD, Measure.PUBLISH])
def test_no_page_shows_it_to_others(client, author, measure):
    mine = making.comment(making.article(), author=author, body=TEXT, measure=measure)
    restrict(author)
    for name in ("comment", "versions", "report_comment", "reply"):
        assert "old ferry" not in client.get(reverse(f"moderation:{name}", kwargs={"pk": mine.pk})).content.decode()


def test_who_is_restricted_writes_no_comment(author):
    article = making.article()
    restrict(author)
    place = facts.place(author=author, now=NOW, article=article.pk)
    with pytest.raises(comments.NotAllowed):
        comments.submit(author=author, place=place, submission=comments.Submission(TEXT), now=NOW)


@pytest.mark.parametrize("is_closing", [False, True], ids=["", "whose account is closing"])
def test_others_are_not_compared_with_it(author, is_closing):
    article, other = making.article(), making.member()
    making.comment(article, author=author, body=TEXT, **vars(facts.prints(TEXT, article)))

    def near():
        place = facts.place(author=other, now=NOW, article=article.pk)
        since = NOW - timedelta(days=1)
        prints = facts.prints(TEXT, article)
        return lately.recent(author=other, place=place, prints=prints, since=since, now=NOW).near

    if is_closing:
        closing.request(person=author, texts=TextsAtErasure.ERASE, now=NOW)
    assert len(near()) == 1
    count = Thread.objects.get().published_count
    restrict(author)
    assert near() == ()
    assert Thread.objects.get().published_count == (count if is_closing else count - 1)


def test_it_teaches_nothing_and_nothing_is_tried_on_it(author):
    now = NOW + timedelta(days=8)
    making.grounds()
    shipping.load(now=NOW)
    making.comment(making.article(), author=author, body=TEXT)
    used = lambda: (  # noqa: E731 # asked twice
        len(list(teaching.lessons(now=now))), len(tuning._newest(now)), replay(tuning.Changes(), now=now).total
    )  # fmt: skip
    assert used() == (1, 1, 1)
    restrict(author)
    assert used() == (0, 0, 0)


@pytest.mark.parametrize("act", ["publish", "remove", "sanction"])
def test_nothing_is_decided_about_it_but_for_a_reason_that_is_logged(author, act):
    mine = making.comment(making.article(), author=author, body=TEXT, measure=Measure.HOLD)
    restrict(author)
    moderator = making.person(is_staff=True, is_superuser=True)
    judged = {"comment": mine, "version": 1, "moderator": moderator, "now": NOW}
    acts = {
        "publish": lambda use: decisions.publish(**judged, use=use),
        "remove": lambda use: decisions.remove(**judged, reasons=making.reasons(), use=use),
        "sanction": lambda use: sanctions.impose(**making_block(author, moderator), use=use),
    }
    taken = Decision.objects.count()
    with pytest.raises(restrictions.Restricted):
        acts[act](None)
    assert (Decision.objects.count(), DossierAccess.objects.count()) == (taken, 0)
    acts[act](USE)
    assert Decision.objects.count() == taken + 1
    assert "The court asks for it." in DossierAccess.objects.get(person=author).purpose


def making_block(author, moderator):
    return {
        "kind": "block", "subject": author, "moderator": moderator, "reasons": making.reasons(), "now": NOW,
        "milder_measure_note": "None would help.", "conduct_at": NOW,
    }  # fmt: skip


def test_what_is_published_for_such_a_reason_stays_hidden_until_the_end(author):
    mine = making.comment(making.article(), author=author, body=TEXT, measure=Measure.HOLD)
    restriction = restrict(author)
    chief = making.person(is_staff=True, is_superuser=True)
    decisions.publish(comment=mine, version=1, moderator=chief, now=NOW, use=USE)
    mine.refresh_from_db()
    assert mine.status == Status.PUBLISHED
    assert "old ferry" not in mine.card
    assert Thread.objects.get().published_count == 0
    lift(restriction)
    assert "old ferry" in Comment.objects.get(pk=mine.pk).card
    assert Thread.objects.get().published_count == 1


def test_a_comment_that_was_on_its_way_while_it_began_is_hidden_minutes_later(author):
    restrict(author)
    late = making.comment(making.article(), author=making.person(), body=TEXT)
    Comment.objects.filter(pk=late.pk).update(author=author)  # with the card of before
    making.comment(late.article)
    for minutes in (5, 10):
        restrictions.go_on(now=NOW + timedelta(minutes=minutes))
        assert "old ferry" not in Comment.objects.get(pk=late.pk).card
        assert Thread.objects.get().published_count == Comment.objects.readable().count() == 1


@pytest.mark.parametrize(("wish", "left"), [(TextsAtErasure.ERASE, 0), (TextsAtErasure.KEEP, 1)])
def test_erasure_by_ones_own_wish_ends_it_as_one_wished(author, wish, left):
    mine = making.comment(making.article(), author=author, body=TEXT)
    restrict(author)
    closing.erase_now(person=author, texts=wish, now=NOW)
    mine.refresh_from_db()
    assert ("old ferry" in mine.card) == bool(left)
    assert Thread.objects.get().published_count == Comment.objects.readable().count() == left


def test_what_is_only_kept_is_neither_decided_nor_taken_back_with_others(author):
    article, moderator = making.article(), making.moderator("Nadia")
    mine, other = making.comment(article, author=author, body=TEXT), making.comment(article)
    third = making.comment(article, author=author, body="I have said so before.")

    def sweep(*comments, now):
        items = [Item(one, one.version, one.status, making.reasons(5)) for one in comments]
        return sweeps.decide(items=items, moderator=moderator, now=now)

    before = sweep(mine, now=NOW)
    restrict(author)
    done = sweep(third, other, now=NOW + timedelta(minutes=1))
    assert [(one.comment, type(one.why)) for one in done.skipped] == [(third, restrictions.Restricted)]
    assert [one.comment for one in done.decisions] == [other]

    undone = sweeps.undo(decision=before.decisions[0], moderator=moderator, now=NOW + timedelta(minutes=2))
    assert (undone.decisions, [type(one.why) for one in undone.skipped]) == ([], [restrictions.Restricted])
