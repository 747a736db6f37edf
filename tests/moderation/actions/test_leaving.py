from datetime import timedelta

import pytest

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import BlockTrace, OutboxItem
from accounts.privacy import ledger, retention, traces
from moderation.actions import comments, reports, sanctions
from moderation.actions.reports import Complaint
from moderation.enums import ReportOutcome, SanctionKind
from moderation.models import Case, Comment, Report, Sanction, Thread
from moderation.personal_data.retention import SEALED_COPIES
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
ERASE = TextsAtErasure.ERASE
LATER = NOW + timedelta(days=40)


@pytest.fixture(autouse=True)
def _rules():
    making.rules()
    yield
    ledger.path().unlink(missing_ok=True)


def card(comment):
    return Comment.objects.values_list("card", flat=True).get(pk=comment.pk)


def test_closing_hides_comments_and_the_name_in_replies_and_keeping_shows_them_again():
    article = making.article()
    mine = making.comment(article, author=making.person(name="Ida Berg"), body="What I think")
    reply = making.comment(article, parent=mine)
    before = (card(mine), card(reply), Thread.objects.get().published_count)
    assert "Ida Berg" in before[1]

    closure = closing.request(person=mine.author, texts=ERASE, now=NOW)
    assert "What I think" not in card(mine)
    assert "Ida Berg" not in card(mine) + card(reply)
    assert Thread.objects.get().published_count == Comment.objects.readable().count() == 1

    closing.cancel(closure=closure, now=NOW)
    assert (card(mine), card(reply), Thread.objects.get().published_count) == before


def test_an_account_deleted_by_moderators_is_hidden_and_annulment_shows_it_again():
    comment = making.comment(making.article(), body="What I think")
    before = card(comment)
    sanction = making.block(comment.author, kind=SanctionKind.CLOSURE)
    assert "What I think" not in card(comment)
    assert Thread.objects.get().published_count == 0
    sanctions.annul(sanction=sanction, moderator=making.moderator(), now=LATER)
    assert card(comment) == before
    assert Thread.objects.get().published_count == 1


def test_an_account_deleted_by_moderators_is_erased_when_its_seal_ends():
    comment = making.comment(making.article(), body="What I think")
    making.block(comment.author, kind=SanctionKind.CLOSURE)
    comment.author.refresh_from_db()
    end = comment.author.closing_at
    assert closing.erase_due(now=end - timedelta(seconds=1)) == "0 erased"
    assert closing.erase_due(now=end) == "1 erased"
    assert Comment.objects.get().body == ""
    assert BlockTrace.objects.get().ordinal == 1


def test_keeping_ones_account_does_not_undo_its_deletion_by_moderators():
    comment = making.comment(making.article(), body="What I think")
    person = comment.author
    making.block(person, kind=SanctionKind.CLOSURE)
    person.refresh_from_db()
    sealed_until = person.closing_at
    closure = closing.request(person=person, texts=ERASE, now=NOW)
    person.refresh_from_db()
    assert person.closing_at == NOW + closing.WINDOW
    closing.cancel(closure=closure, now=NOW)
    person.refresh_from_db()
    assert person.closing_at == sealed_until
    assert "What I think" not in card(comment)


def test_a_block_annulled_after_the_person_left_is_no_longer_remembered():
    person = making.person()
    address = person.email
    sanction = making.block(person)
    closing.erase_now(person=person, texts=ERASE, now=NOW)
    assert traces.find(email=address, now=NOW)
    sanctions.annul(sanction=Sanction.objects.get(pk=sanction.pk), moderator=making.moderator(), now=LATER)
    assert traces.find(email=address, now=NOW) is None


def test_a_lifted_block_is_remembered_and_an_annulled_one_is_not():
    lifted, annulled = making.person(), making.person()
    addresses = lifted.email, annulled.email
    sanctions.lift(sanction=making.block(lifted), moderator=making.moderator(), now=LATER)
    sanctions.annul(sanction=making.block(annulled), moderator=making.moderator(), now=LATER)
    for person in (lifted, annulled):
        closing.erase_now(person=person, texts=ERASE, now=LATER)
    assert [bool(traces.find(email=address, now=LATER)) for address in addresses] == [True, False]


@pytest.mark.parametrize(("wish", "left"), [(ERASE, ""), (TextsAtErasure.KEEP, "Said too late.")])
def test_a_comment_that_was_on_its_way_while_its_author_was_erased_goes_as_they_wished(wish, left):
    author = making.member()
    closing.erase_now(person=author, texts=wish, now=NOW)
    late = making.comment(making.article(), author=author, body="Said too late.")
    assert closing.erase_late(now=NOW + timedelta(minutes=5)) == "1 looked at again"
    late.refresh_from_db()
    assert late.body == left
    assert ("Said too late." in card(late)) == bool(left)
    assert closing.erase_late(now=NOW + timedelta(hours=1)) == "0 looked at again"


def test_a_report_is_answered_though_the_text_disappears():
    """Taken back by its author the comment still waits, and sealed with the account, too.

    When the sealed copy ends before anybody decided, that is said (C61).
    """
    comment = making.comment(making.article())
    reporter = making.person()
    report = reports.lodge(comment=comment, complaint=Complaint(making.ground(5)), reporter=reporter, now=NOW)
    comments.withdraw(comment=Comment.objects.with_context().get(pk=comment.pk), now=NOW)
    assert Case.objects.waiting().exists()

    closing.erase_now(person=comment.author, texts=ERASE, now=LATER)
    assert Case.objects.waiting().exists()
    retention.run(now=LATER + SEALED_COPIES.keep + timedelta(seconds=1))

    assert Report.objects.get(pk=report.pk).outcome == ReportOutcome.GONE
    letter = OutboxItem.objects.get(key__startswith=f"report_decided:{report.reference}:")
    assert "it was erased with its author’s account" in str(letter.payload)
    assert not Case.objects.waiting().exists()
