"""What is reported or contested outlives its author's account: closed, for a time, and for few (C46, V14, V60)."""

from datetime import timedelta

import pytest

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import DossierAccess, OutboxItem, User
from accounts.privacy import keyfiles, ledger, retention, sealing
from moderation.actions import appeals, comments, decisions, reports, seals
from moderation.actions.reports import Complaint
from moderation.enums import AppealKind, Measure, ReportOutcome, SealReason, Status
from moderation.models import Case, Comment, Report, SealedCopy
from moderation.personal_data.retention import WINDOW
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
TEXT = "What I think of the harbour master."
LATER = NOW + timedelta(days=40)
#: Retention ends what is older than its period.
OVER = WINDOW + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _rules():
    making.rules()
    yield
    ledger.path().unlink(missing_ok=True)
    for key in sealing.folder().iterdir():
        key.unlink()


def erase(person, *, texts=TextsAtErasure.ERASE, now=LATER):
    return closing.erase_now(person=person, texts=texts, now=now)


def reported():
    """Make a comment that somebody reported."""
    comment = making.comment(making.article(), body=TEXT)
    complaint = Complaint(making.ground(5), email="who@example.org")
    return comment, reports.lodge(comment=comment, complaint=complaint, reporter=None, now=NOW)


def fresh(comment):
    return Comment.objects.with_context().get(pk=comment.pk)


def opened(copy, by):
    return seals.opened(copy=copy, by=by, purpose="Report", now=LATER)


def keys():
    return [path.stem for path in sealing.folder().iterdir()]


def test_a_reported_text_outlives_its_author_encrypted_and_the_report_waits_on():
    comment, report = reported()
    making.comment(comment.article, author=comment.author, body="Nobody reported this.")

    receipt = erase(comment.author)

    copy = SealedCopy.objects.get()
    assert (copy.comment, copy.why, seals.until(copy)) == (comment, SealReason.REPORTED, LATER + WINDOW)
    assert TEXT.encode() not in bytes(copy.data)
    assert keys() == [str(copy.key)]
    assert set(Comment.objects.values_list("body", flat=True)) == {""}
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.OPEN
    assert Case.objects.waiting().count() == 1
    assert receipt.kept["moderation.SealedCopy"] == 1


def test_the_receipt_says_that_a_copy_is_kept_why_and_until_when():
    comment, _ = reported()
    erase(comment.author)
    letter = OutboxItem.objects.get(key__endswith=":erased").payload["text"]
    (said,) = [line for line in letter.splitlines() if "ealed copies" in line]
    assert "a report or a complaint about the text is open" in said
    assert "Until 11 November 2026 at the latest" in said


def test_who_decides_the_report_opens_the_copy_and_is_noted_with_what_for():
    comment, _ = reported()
    erase(comment.author)
    copy, moderator = SealedCopy.objects.get(), making.moderator()
    for stranger in (making.person(), making.person(is_staff=True)):
        with pytest.raises(seals.NotAllowed):
            opened(copy, stranger)
    assert DossierAccess.objects.count() == 0
    assert opened(copy, moderator) == TEXT
    assert DossierAccess.objects.get().staff == moderator


@pytest.mark.parametrize("act", ["keep", "remove"])
def test_a_sealed_report_is_decided_answered_and_can_be_contested_until_the_window_closes(act):
    comment, report = reported()
    erase(comment.author)
    about = {"comment": fresh(comment), "version": 1, "moderator": making.moderator(), "now": LATER}
    if act == "keep":
        decisions.publish(**about)
    else:
        decisions.remove(**about, reasons=making.reasons())
    report.refresh_from_db()
    assert report.outcome == (ReportOutcome.KEPT if act == "keep" else ReportOutcome.REMOVED)
    letter = OutboxItem.objects.get(key__startswith=f"report_decided:{report.reference}:").payload["text"]
    assert ("by the sealed copy that we keep" in letter) == (act == "keep")
    assert "left it up" not in letter
    assert not Case.objects.waiting().exists()
    copy = SealedCopy.objects.get()
    assert (copy.why, seals.until(copy)) == (SealReason.DECIDED, LATER + WINDOW)

    again = reports.contest(report=report, words="Look again.", sender="", now=LATER + timedelta(days=3))
    assert Case.objects.waiting().get() == again.case
    assert SealedCopy.objects.get().why == SealReason.REPORTED


def test_nothing_can_be_taken_out_of_what_is_erased():
    comment, _ = reported()
    erase(comment.author)
    with pytest.raises(decisions.NothingRedacted):
        decisions.redact(
            comment=fresh(comment), version=1, moderator=making.moderator(), body="…", reasons=making.reasons(),
            now=LATER,
        )  # fmt: skip


def test_the_end_destroys_row_and_key_and_answers_who_still_waits(django_capture_on_commit_callbacks):
    comment, report = reported()
    erase(comment.author)
    with django_capture_on_commit_callbacks(execute=True):
        retention.run(now=LATER + WINDOW - timedelta(seconds=1))
    assert len(keys()) == 1

    with django_capture_on_commit_callbacks(execute=True):
        assert "sealed-copies: 1" in retention.run(now=LATER + OVER)

    assert (SealedCopy.objects.count(), keys()) == (0, [])
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.GONE
    assert not Case.objects.waiting().exists()


def test_without_its_key_nobody_reads_a_copy_again():
    comment, _ = reported()
    erase(comment.author)
    copy = SealedCopy.objects.get()
    sealing.destroy([copy.key])
    with pytest.raises(sealing.KeyGone):
        opened(copy, making.moderator())


def test_a_restored_copy_whose_end_has_come_goes_before_the_site_opens(django_capture_on_commit_callbacks):
    comment, _ = reported()
    erase(comment.author)
    with django_capture_on_commit_callbacks(execute=True):
        closing.replay(now=LATER + OVER)
    assert (SealedCopy.objects.count(), keys()) == (0, [])


def test_a_key_that_a_crash_left_without_its_row_is_swept_after_a_day():
    sealing.seal(TEXT)
    (key,) = sealing.folder().iterdir()
    made = keyfiles.made_at(key)
    assert sealing.sweep({key.stem}, now=made + timedelta(days=2)) == 0
    assert sealing.sweep(set(), now=made + timedelta(hours=1)) == 0
    assert sealing.sweep(set(), now=made + timedelta(days=2)) == 1


def test_a_removed_text_is_kept_for_the_rest_of_its_window_and_no_longer():
    comment = making.comment(making.article(), body=TEXT)
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    erase(comment.author)
    copy = SealedCopy.objects.get()
    assert (copy.why, seals.until(copy)) == (SealReason.DECIDED, NOW + WINDOW)


def test_a_removal_that_nobody_can_contest_any_more_leaves_no_copy():
    comment = making.comment(making.article(), body=TEXT)
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    erase(comment.author, now=NOW + OVER)
    assert not SealedCopy.objects.exists()


def test_a_contested_text_is_kept_until_the_letter_is_answered_for_who_may_answer_it():
    comment = making.comment(making.article(), body=TEXT)
    remover, reviewer = making.moderator(), making.moderator()
    removal = decisions.remove(comment=comment, version=1, moderator=remover, reasons=making.reasons(), now=NOW)
    appeals.lodge(
        kind=AppealKind.COMPLAINT, person=comment.author, contested=removal, subject="-", explanation="It was fair.",
        now=NOW,
    )  # fmt: skip
    erase(User.objects.get(pk=comment.author_id))
    copy = SealedCopy.objects.get()
    assert copy.why == SealReason.LETTER
    with pytest.raises(seals.NotAllowed):
        opened(copy, remover)
    assert opened(copy, reviewer) == TEXT
    retention.run(now=LATER + OVER)
    assert SealedCopy.objects.exists()


def test_what_its_author_leaves_behind_without_a_name_needs_no_copy():
    comment, _ = reported()
    erase(comment.author, texts=TextsAtErasure.KEEP)
    assert fresh(comment).body == TEXT
    assert not SealedCopy.objects.exists()
    assert Case.objects.waiting().exists()


def test_what_its_author_took_back_is_sealed_with_the_account_and_kept_while_its_report_waits():
    comment, report = reported()
    comments.withdraw(comment=fresh(comment), now=NOW)
    retention.run(now=NOW + OVER)
    assert fresh(comment).body == TEXT
    erase(comment.author)
    assert SealedCopy.objects.get().why == SealReason.REPORTED
    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.OPEN


def test_what_merely_waits_unreported_is_gone():
    comment = making.comment(making.article(), body=TEXT, measure=Measure.HOLD)
    assert comment.status == Status.HELD
    erase(comment.author)
    assert not SealedCopy.objects.exists()


def test_a_sealed_report_opens_for_whoever_decides_where_it_was_said():
    comment, _ = reported()
    erase(comment.author)
    copy = SealedCopy.objects.get()
    elsewhere, here = (making.limited_moderator([], [edition]) for edition in ("de", "en"))
    with pytest.raises(seals.NotAllowed):
        opened(copy, elsewhere)
    assert opened(copy, here) == TEXT
