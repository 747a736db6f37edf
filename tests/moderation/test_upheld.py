"""How often people agreed with the screening."""

from datetime import timedelta

import pytest

from moderation import upheld
from moderation.actions import decisions, nudges, policies, taking_back, watching
from moderation.models import Comment, Finding, ListEntry, Nudge, PolicyRow, Ruleset
from moderation.screening import Action, Verdict
from moderation.screening import Finding as Found
from moderation.upheld import Tally
from tests.moderation import making, shipping
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    making.rules()
    return ListEntry.objects.create(
        kind="words", pattern="weasel", ground=making.ground(5), action="flag", added_at=NOW
    )


@pytest.fixture
def moderator():
    return making.moderator()


def marked(entry, article, moderator, *, is_removed):
    """A comment with the word, and what a moderator decided."""
    comment = making.comment(article, body="You weasel")
    Finding.objects.create(
        comment=comment, version=1, rule="words", ground=entry.ground, action="flag", score=0.6, entry=entry
    )
    seen = {"comment": comment, "version": 1, "moderator": moderator, "now": NOW}
    if is_removed:
        decisions.remove(**seen, reasons=making.reasons())
    else:
        decisions.publish(**seen)
    return comment


def test_an_entry_is_judged_by_what_people_decided(entry, moderator):
    article = making.article()
    for is_removed in (True, False, False):
        marked(entry, article, moderator, is_removed=is_removed)
    making.comment(article)  # nobody has decided about it
    assert upheld.by_entry(NOW) == {entry.pk: Tally(decided=3, upheld=1)}
    assert upheld.by_ground(NOW) == {5: Tally(decided=3, upheld=1)}
    (week,) = upheld.by_week(NOW)
    assert (week.language, week.marked, week.false_alarms) == ("en", 3, 2)


def test_an_entry_is_judged_over_time(entry, moderator):
    article = making.article()
    for is_removed in (True, False):
        marked(entry, article, moderator, is_removed=is_removed)
    earlier = marked(entry, article, moderator, is_removed=False)
    Comment.objects.filter(pk=earlier.pk).update(submitted_at=NOW - timedelta(days=70))
    marks = upheld.by_quarter(entry.pk, NOW)
    assert [(begins.month, tally) for begins, tally in marks] == [(1, Tally(2, 1)), (10, Tally(1, 0))]


def test_what_an_entry_let_be_is_no_mark_of_it(entry, moderator):
    article = making.article()
    marked(entry, article, moderator, is_removed=True)
    quoted = marked(entry, article, moderator, is_removed=False)
    Finding.objects.filter(comment=quoted).update(action="none", detail="insult, taken back")

    assert upheld.by_entry(NOW) == {entry.pk: Tally(decided=1, upheld=1)}


def test_what_was_marked_long_ago_counts_no_more(entry, moderator):
    marked(entry, making.article(), moderator, is_removed=False)
    assert upheld.by_entry(NOW + timedelta(days=366)) == {}
    assert upheld.by_ground(NOW + timedelta(days=92)) == {}


def test_nudges_tell_how_many_revised(entry):
    verdict = Verdict(findings=(Found("words", 1, 5, 0.6, 0, 6, Action.NUDGE, entry=entry.pk),))
    for form in ("a", "b", "c", "c"):
        nudges.ask(form=form, verdict=verdict, now=NOW)
    nudges.answer(form="a", is_final=False, is_published=True)
    nudges.answer(form="b", is_final=True, is_published=False)
    nudges.answer(form="b", is_final=False, is_published=True)  # sent twice: the first counts
    assert upheld.by_entry(NOW) == {entry.pk: Tally(asked=3, revised=1)}
    assert Nudge.objects.count() == 3


def test_few_decisions_prove_nothing_and_many_do():
    assert not Tally(decided=5, upheld=0).is_mostly_wrong
    assert Tally(decided=40, upheld=3).is_mostly_wrong
    assert not Tally(decided=40, upheld=20).is_mostly_wrong


def test_a_ground_that_is_mostly_wrong_only_orders_the_queue_and_says_so(entry, moderator):
    shipping.load(now=NOW)
    article = making.article()
    for _ in range(15):
        marked(entry, article, moderator, is_removed=False)
    said = watching.review(now=NOW)
    assert said == "Marks under ground 5 only order the queue."
    assert PolicyRow.objects.get(pk="learned.insult").action == "none"
    assert PolicyRow.objects.get(pk="learned.abuse").action == "flag"
    newest = Ruleset.objects.latest("pk")
    assert (newest.made_by, newest.changes) == (None, [["policy", "learned.insult", "flag", "none"]])
    assert watching.review(now=NOW) == ""

    taking_back.revert(ruleset=newest, by=moderator, now=NOW)
    assert PolicyRow.objects.get(pk="learned.insult").action == "flag"
    policies.settings.cache_clear()
