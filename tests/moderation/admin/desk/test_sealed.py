"""What nobody reads any more stays covered until somebody says what for."""

import pytest
from django.utils import timezone

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import DossierAccess
from accounts.privacy import sealing
from moderation.actions import decisions, ledger, queue, reports
from moderation.actions.reports import Complaint
from moderation.enums import Measure
from moderation.models import Comment, SealedCopy
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address, decide, moderator_who_accepted, waiting
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def test_a_removed_text_opens_for_who_says_what_for_and_is_noted(desk, moderator):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS)
    card = f"/admin/moderation/comment/{comment.pk}/change/"
    assert comment.body not in desk.get(card).content.decode()
    refused = desk.post(card, {"act": "unseal", "purpose": " ", "version": f"{comment.pk}:1:removed"})
    assert comment.body not in refused.content.decode()
    assert DossierAccess.objects.count() == 0

    opened = desk.post(card, {"act": "unseal", "purpose": "Complaint", "version": f"{comment.pk}:1:removed"})

    assert comment.body in opened.content.decode()
    noted = DossierAccess.objects.get()
    assert (noted.staff, noted.person, noted.purpose) == (moderator, comment.author, "Complaint")


def test_a_removed_text_beside_another_comment_stays_sealed(desk):
    removed = making.comment(making.article(), body="Something very rude about the harbour master.")
    decisions.remove(
        comment=removed, version=1, moderator=making.moderator(), reasons=making.reasons(), now=timezone.now()
    )
    reply = making.comment(removed.article, parent=removed, measure=Measure.HOLD)
    case = queue.put(comment=reply, reasons=["5"], risk=10, now=NOW)
    assert "very rude" not in desk.get(address(case)).content.decode()


def test_a_sealed_text_is_not_found_by_its_words(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(body="A very peculiar word.")
    found = lambda: desk.get("/admin/moderation/comment/?q=peculiar").context["cl"].result_count  # noqa: E731 # asked twice
    assert found() == 1
    decide(desk, case, comment, "remove", **REASONS)
    assert found() == 0


def test_a_near_copy_that_was_removed_meanwhile_stays_sealed(desk):
    comment, case = waiting()
    copy = making.comment(making.article(), measure=Measure.HOLD, body="A very peculiar word.")
    queue.join(comment=copy, copied=[comment], reasons=["16"], risk=500, now=NOW)
    desk.get(address(case))
    colleague = moderator_who_accepted("Paul")
    for one in (comment, copy):
        decisions.remove(comment=one, version=1, moderator=colleague, reasons=making.reasons(), now=timezone.now())
    page = decide(desk, case, comment, "publish").content.decode()
    assert "has been decided" in page
    assert "peculiar" not in page


def test_what_a_redaction_took_out_opens_for_who_says_what_for(desk):
    comment, case = waiting(Measure.PUBLISH)
    decide(desk, case, comment, "redact", **REASONS, body="The ferry […].")
    card = f"/admin/moderation/comment/{comment.pk}/change/"
    assert comment.body not in desk.get(card).content.decode()
    opened = desk.post(card, {"act": "unseal", "purpose": "Complaint", "version": f"{comment.pk}:2:published"})
    assert comment.body in opened.content.decode()
    assert DossierAccess.objects.count() == 1


def test_a_moderator_sees_what_an_edited_comment_said_before(desk):
    comment, case = waiting()
    before = comment.body
    ledger.record(
        comment=comment, measure=Measure.HOLD, text=ledger.Text("Now it is kind.", "<p>Now it is kind.</p>"), now=NOW
    )
    page = desk.get(address(case)).content.decode()
    assert before in page
    assert "you judge version 2" in page


def test_personal_data_is_covered_until_it_is_opened(desk):
    comment = making.comment(making.article(), body="He lives at 14 Maple Street, you fool.", measure=Measure.HOLD)
    making.ground(7)
    comment.findings.create(version=1, rule="personal_data", ground_id=7, start=12, end=27, action="hold")
    case = queue.put(comment=comment, reasons=["7"], risk=300, now=NOW)
    page = desk.get(address(case)).content.decode()
    covered = page.partition('<details class="desk-mask">')[2].partition("</details>")[0]
    assert "14 Maple Street" in covered
    shown = page.replace(covered, "").partition('id="redact_body"')
    assert "14 Maple Street" not in shown[0]  # whoever redacts opens the text to do so


@pytest.fixture
def sealed():
    """Make a reported comment whose author has deleted the account, and its case."""
    comment = making.comment(making.article(), body="A very peculiar word.")
    report = reports.lodge(comment=comment, complaint=Complaint(making.ground(5)), reporter=None, now=NOW)
    closing.erase_now(person=comment.author, texts=TextsAtErasure.ERASE, now=timezone.now())
    yield comment, report.case
    for key in sealing.folder().iterdir():
        key.unlink()


def test_the_card_says_that_it_is_sealed_until_when_and_why_and_opens_for_a_purpose(desk, sealed):
    comment, case = sealed
    assert "(sealed)" in desk.get("/admin/moderation/case/").content.decode()
    page = desk.get(address(case)).content.decode()
    assert "Sealed, until" in page
    assert "a report on it waits for a decision" in page
    assert "Take out a part" not in page
    refused = decide(desk, case, comment, "unseal", purpose=" ").content.decode()
    assert "peculiar" not in page + refused

    opened = decide(desk, case, comment, "unseal", purpose="Report")

    assert "A very peculiar word." in opened.content.decode()
    assert DossierAccess.objects.get().purpose == "Report"


@pytest.mark.parametrize(("act", "fields"), [("publish", {}), ("remove", REASONS)])
def test_a_sealed_report_is_decided_on_its_card_and_read_there_until_the_end(desk, sealed, act, fields):
    comment, case = sealed
    decide(desk, case, comment, act, **fields)
    case.refresh_from_db()
    assert case.closed_at
    listed = desk.get(f"/admin/moderation/sealedcopy/{SealedCopy.objects.get().pk}/change/")
    assert "can still be contested" in desk.get(listed.url).content.decode()


def test_nothing_is_redacted_nor_opened_without_its_key(desk, sealed):
    comment, case = sealed
    said = decide(desk, case, comment, "redact", **REASONS, body="A […] word.").content.decode()
    assert "nothing is left to take out" in said
    sealing.destroy([SealedCopy.objects.get().key])
    assert "nobody can read it any more" in decide(desk, case, comment, "unseal", purpose="Report").content.decode()
    assert DossierAccess.objects.count() == 0


def test_whoever_is_limited_sees_no_sealed_copy_of_what_was_said_elsewhere(client, sealed):
    seen = []
    for editions in (["en"], ["de"]):
        client.force_login(making.accepting(making.limited_moderator([], editions)))
        seen.append(client.get("/admin/moderation/sealedcopy/").context["cl"].result_count)
    assert seen == [1, 0]
