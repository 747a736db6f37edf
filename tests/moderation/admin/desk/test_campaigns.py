"""A campaign of near-copies is decided as one, and each author is told about their own words."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from moderation.actions import queue
from moderation.enums import Measure, Status
from moderation.enums.screening import ScreeningAction
from moderation.models import Case, Comment, Decision, Finding, StatementOfReasons
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    return making.rules(languages=("en", "de"))


@pytest.fixture
def copies():
    """Two near-copies by two readers, the first of whom reads German."""
    first = making.comment(
        making.article(), measure=Measure.HOLD, body="Buy forty tyres today.", author=making.person(language="de")
    )
    second = making.comment(making.article(), measure=Measure.HOLD, body="Buy fifty tyres today.")
    queue.join(comment=second, copied=[first], reasons=["16"], risk=500, now=NOW)
    return second, first


def decide(desk, comments, act, **fields):
    seen = [f"{comment.pk}:{comment.version}:{comment.status}" for comment in comments]
    return desk.post(address(Case.objects.get()), {"act": act, "version": seen} | fields)


def test_a_campaign_is_removed_as_one(desk, copies):
    answer = decide(desk, copies, "remove", **REASONS)
    (said,) = get_messages(answer.wsgi_request)
    assert str(said).startswith("All 2 near-copies: The comment is removed under ground 5. The author is told why.")
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.REMOVED}
    assert not Case.objects.waiting().exists()


def test_one_copy_that_changed_meanwhile_keeps_the_whole_campaign_undecided(desk, copies):
    changed = copies[1]
    Comment.objects.filter(pk=changed.pk).update(version=2, body="Buy nothing today.", edited_at=timezone.now())

    page = decide(desk, copies, "remove", **REASONS | {"why": "My own words."})

    said = page.content.decode()
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.HELD}
    assert not Decision.objects.filter(measure=Measure.REMOVE).exists()
    assert f"The text of {changed.author} has changed" in said
    assert page.context["changes"] == [("added", "Buy nothing today.")]
    assert "My own words." in said


def test_each_author_is_told_what_they_wrote_in_their_language(desk, copies):
    leading, other = copies
    decide(desk, copies, "remove", ground="5", facts=f"The comment says: “{leading.body}”", why="Letter 5")

    told = {row.person: row for row in StatementOfReasons.objects.all()}
    assert "fifty" in told[leading.author].facts
    assert told[other.author].facts == f"Der Kommentar sagt: „{other.body}“"
    assert told[other.author].language == "de"


def test_each_author_is_told_that_a_program_pointed_at_the_copies(desk, copies):
    """The first of them was nobody's copy when it came."""
    Finding.objects.create(
        comment=copies[0], version=1, rule="repeats", rule_version=1, ground_id=16, action=ScreeningAction.HOLD
    )
    decide(desk, copies, "remove", **REASONS | {"ground": "16"})
    assert set(StatementOfReasons.objects.values_list("is_detected_automatically", flat=True)) == {True}


def test_what_a_moderator_words_is_said_to_all(desk, copies):
    decide(desk, copies, "remove", **REASONS)
    assert set(StatementOfReasons.objects.values_list("facts", flat=True)) == {REASONS["facts"]}


def test_a_part_is_taken_out_of_the_comment_on_the_card_and_of_no_other(desk, copies):
    leading, other = copies

    answer = decide(desk, copies, "redact", **REASONS, body="Buy […] today.")

    leading.refresh_from_db()
    other.refresh_from_db()
    assert (leading.body, other.body, other.status) == ("Buy […] today.", "Buy forty tyres today.", Status.HELD)
    assert answer.headers["Location"] == address(Case.objects.waiting().get())


def test_after_the_last_copy_the_next_case_is_opened(desk, copies):
    _leading, other = copies
    decide(desk, copies, "redact", **REASONS, body="Buy […] today.")
    Case.objects.update(leased_until=timezone.now() - timedelta(minutes=1))

    answer = decide(desk, [other], "redact", **REASONS, body="Buy […] today.")

    assert answer.headers["Location"] == "/admin/moderation/case/next/"
