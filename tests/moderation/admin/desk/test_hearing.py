"""A hearing at the desk: announced from the card, decided from the queue (V43)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.actions import hearings, sanctions
from moderation.enums import CaseKind, HearingOutcome, Measure
from moderation.models import Case, Hearing, Sanction
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address, decide, waiting
from tests.test_markup import faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MORE = REASONS | {"milder_measure_note": "Warned twice."}


@pytest.fixture
def _heard(settings):
    settings.BLOCK_MODE = "hearing"


@pytest.fixture
def hearing(_heard):
    return making.hearing(making.member(), now=timezone.now() - timedelta(days=1))


def verdict(desk, hearing, outcome, heard=None, **fields):
    read = len(Hearing.objects.get(pk=hearing.pk).reply) if heard is None else heard
    return desk.post(address(hearing.case), REASONS | {"outcome": outcome, "heard": str(read)} | fields)


def test_where_blocks_are_immediate_nothing_is_announced(desk):
    comment, case = waiting(Measure.PUBLISH)
    page = desk.get(address(case)).content.decode()
    assert "Announce a block" not in page
    assert 'name="urgency"' not in page
    refused = decide(desk, case, comment, "hear", **MORE).content.decode()
    assert "a block is not announced any more" in refused


@pytest.mark.usefixtures("_heard")
def test_a_block_is_announced_from_the_card_its_letter_read_before(desk):
    comment, case = waiting(Measure.PUBLISH)
    seen = decide(desk, case, comment, "hear", **MORE, preview="1").content.decode()
    assert "It is not decided: you can say how you see it until" in seen
    assert not Hearing.objects.exists()
    assert decide(desk, case, comment, "hear", **MORE).headers["Location"] == address(case)
    hearing = Hearing.objects.get()
    page = desk.get(address(case)).content.decode()
    assert f"Hearing {hearing.reference} is open" in page
    assert f'<a href="{address(hearing.case)}">{hearing.reference}</a>' in page
    again = decide(desk, case, comment, "hear", **MORE).content.decode()
    assert f"A block is announced already: hearing {hearing.reference}." in again
    assert REASONS["facts"] in again


@pytest.mark.usefixtures("_heard")
def test_a_block_at_once_asks_why_it_cannot_wait_and_a_deletion_does_not(desk):
    comment, case = waiting(Measure.PUBLISH)
    refused = decide(desk, case, comment, "sanction", kind="block", **MORE).content.decode()
    assert "Say why it cannot wait, or announce the block" in refused
    decide(desk, case, comment, "sanction", kind="block", urgency="He waits for her.", **MORE)
    assert Sanction.objects.get().is_urgent
    comment, case = waiting(Measure.PUBLISH)
    decide(desk, case, comment, "sanction", kind="closure", **MORE)
    assert Sanction.objects.filter(kind="closure", is_urgent=False).exists()


def test_it_waits_in_the_queue_from_the_reply_and_says_so(desk, hearing):
    assert "no reply" not in (listed := desk.get("/admin/moderation/case/").content.decode())
    assert str(hearing.person) not in listed
    hearings.reply(hearing=hearing, words="It was a quotation.", now=timezone.now())
    listed = desk.get("/admin/moderation/case/").content.decode()
    assert f"hearing: {hearing.person}" in listed
    assert "replied on" in listed
    assert desk.get("/admin/moderation/case/next/").headers["Location"] == address(hearing.case)
    page = desk.get(address(hearing.case)).content.decode()
    assert "It was a quotation." in page
    assert 'value="blocked"' in page
    assert list(faults(page)) == []


def test_before_the_reply_no_block_is_offered_nor_taken_but_something_milder(desk, hearing):
    assert 'value="blocked"' not in desk.get(address(hearing.case)).content.decode()
    assert verdict(desk, hearing, "blocked").status_code == 200
    assert "This field is required" in verdict(desk, hearing, "suspended").content.decode()
    assert verdict(desk, hearing, "suspended", days="3").status_code == 302
    assert (Hearing.objects.get().outcome, Sanction.objects.count()) == (HearingOutcome.SUSPENDED, 0)


def test_a_reply_that_came_meanwhile_is_shown_and_what_was_typed_stays(desk, hearing):
    hearings.reply(hearing=hearing, words="It was a quotation.", now=timezone.now())
    page = verdict(desk, hearing, "blocked", heard=0, answer="You say nothing to it.").content.decode()
    assert "The person has replied since you opened this" in page
    assert "It was a quotation." in page
    assert "You say nothing to it." in page
    assert 'name="heard" value="19"' in page
    assert verdict(desk, hearing, "blocked", answer="It names no source.").status_code == 302
    assert Sanction.objects.get().hearing == hearing
    assert not Case.objects.due(timezone.now()).filter(kind=CaseKind.HEARING).exists()


def test_the_second_block_asks_to_be_understood(desk, settings):
    member = making.member()
    making.block(member, now=timezone.now() - timedelta(days=40))
    lifted = timezone.now() - timedelta(days=30)
    sanctions.lift(sanction=Sanction.objects.get(), moderator=making.moderator(), now=lifted)
    settings.BLOCK_MODE = "hearing"
    hearing = making.hearing(member, now=timezone.now() - timedelta(days=8))
    assert "access can never be restored" in desk.get(address(hearing.case)).content.decode()
    assert verdict(desk, hearing, "blocked").status_code == 200
    assert verdict(desk, hearing, "blocked", is_final_understood="on").status_code == 302
    assert Sanction.objects.filter(ordinal=2).exists()


def test_one_that_was_decided_meanwhile_keeps_what_was_typed(desk, hearing):
    ended = hearings.Verdict(HearingOutcome.NOTHING, making.reasons(), "Enough.")
    page = desk.get(address(hearing.case))
    hearings.decide(hearing=hearing, moderator=making.moderator(), verdict=ended, heard=0, now=timezone.now())
    page = verdict(desk, hearing, "warned", answer="Do not do it again.").content.decode()
    assert "This case has been decided." in page
    assert "Do not do it again." in page


@pytest.mark.usefixtures("_heard")
def test_whoever_is_limited_decides_hearings_about_comments_of_theirs_alone(client):
    replied = []
    for language in ("en", "de"):
        author = making.member()
        comment = making.comment(making.article(language), author=author)
        hearing = making.hearing(author, evidence=comment, now=timezone.now() - timedelta(days=1))
        replied.append(hearings.reply(hearing=hearing, words="No.", now=timezone.now()))
    other, own = replied
    client.force_login(making.accepting(making.limited_moderator([], ["de"])))
    listed = client.get("/admin/moderation/case/").content.decode()
    assert str(own.person) in listed
    assert str(other.person) not in listed
    assert client.get(address(own.case)).status_code == 200
    assert client.get(address(other.case)).status_code == 403
