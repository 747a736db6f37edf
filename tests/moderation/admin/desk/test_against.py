"""What is decided about the author from a comment's card, and the letter that is seen before it is sent."""

import pytest

from accounts.models import OutboxItem, User
from moderation.enums import Measure, Status
from moderation.models import Decision
from tests.moderation.admin.desk.working import REASONS, address, decide, waiting

pytestmark = pytest.mark.django_db


def test_a_warning_leaves_the_case_open_and_stands_on_the_record(desk):
    comment, case = waiting(Measure.PUBLISH)
    assert decide(desk, case, comment, "warn", **REASONS).headers["Location"] == address(case)
    page = desk.get(address(case)).content.decode()
    assert "not acknowledged yet" in page
    again = decide(desk, case, comment, "warn", **REASONS).content.decode()
    assert "has been warned for this comment already" in again
    assert REASONS["facts"] in again


def test_a_suspension_is_given_from_the_card_shown_there_and_ended(desk):
    comment, case = waiting(Measure.PUBLISH)
    card = desk.get(address(case)).content.decode()
    assert "ladder proposes a warning" in card
    assert "less than or equal to 90" in decide(desk, case, comment, "suspend", **REASONS, days="91").content.decode()
    assert decide(desk, case, comment, "suspend", **REASONS, days="2").headers["Location"] == address(case)
    page = desk.get(address(case)).content.decode()
    assert "ladder proposes a suspension of 1 day" in page
    assert "A suspension lasts until" in page
    decide(desk, case, comment, "end_suspension")
    page = desk.get(address(case)).content.decode()
    assert "A suspension lasts until" not in page
    assert "taken back" in page


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        ("remove", {}, "Your comment"),
        ("warn", {}, "You are warned."),
        ("suspend", {"days": "2"}, "You cannot write or change comments until"),
        ("sanction", {"kind": "block", "milder_measure_note": "Warned twice."}, "Your account is blocked"),
    ],
)
def test_the_letter_is_seen_before_it_goes_out_and_nothing_is_done(desk, act, more, said):
    comment, case = waiting(Measure.PUBLISH)
    before = Decision.objects.count()
    page = decide(desk, case, comment, act, **REASONS, **more, preview="1").content.decode()
    assert "The letter that would go out" in page
    assert said in page
    assert page.count(REASONS["facts"]) >= 2  # in the letter, and in the form as it was typed
    comment.refresh_from_db()
    assert (comment.status, comment.author.is_blocked) == (Status.PUBLISHED, False)
    assert (Decision.objects.count(), OutboxItem.objects.count()) == (before, 0)


def test_what_cannot_be_done_shows_its_reason_in_place_of_a_letter(desk):
    comment, case = waiting(Measure.PUBLISH)
    page = decide(desk, case, comment, "remove", **REASONS | {"facts": ""}, preview="1").content.decode()
    assert "The letter that would go out" not in page
    assert "This field is required" in page


def test_without_a_mailbox_no_earlier_letter_is_taken_for_it(desk):
    comment, case = waiting(Measure.PUBLISH)
    decide(desk, case, comment, "warn", **REASONS)
    User.objects.filter(pk=comment.author_id).update(email=None)
    page = decide(desk, case, comment, "suspend", **REASONS, days="2", preview="1").content.decode()
    assert "No letter would go out" in page
    assert "The letter that would go out" not in page
