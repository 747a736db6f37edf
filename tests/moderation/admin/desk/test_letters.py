"""Letters are answered in the same queue, by others than those they complain of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxItem
from moderation.actions import appeals, cases, decisions
from moderation.enums import AppealKind, AppealOutcome, AppealState, CaseKind, Channel, SanctionState
from moderation.models import Appeal, Case
from tests.moderation import making
from tests.moderation.admin.desk.working import address, letter_about, moderator_who_accepted, waiting

pytestmark = pytest.mark.django_db


def test_an_answer_to_a_letter_that_others_answered_is_shown_again(client):
    blocked = making.block(making.person(), now=timezone.now())
    appeal = letter_about(blocked)
    first, second = moderator_who_accepted("Nadia"), moderator_who_accepted("Paul")
    client.force_login(second)
    client.get(address(appeal.case))
    outcome = AppealOutcome.UPHELD
    appeals.decide(appeal=appeal, moderator=first, outcome=outcome, answer="No.", now=timezone.now())

    page = client.post(address(appeal.case), {"outcome": "lifted", "answer": "Welcome back, dear."}).content.decode()

    assert "Welcome back, dear." in page
    assert "has been decided" in page
    blocked.refresh_from_db()
    assert blocked.state == SanctionState.IN_FORCE


def test_an_answer_typed_when_the_session_had_ended_is_shown_again_and_not_sent(client):
    appeal = letter_about(making.block(making.person(), now=timezone.now()))
    moderator = moderator_who_accepted("Nadia")
    client.post(address(appeal.case), {"outcome": "lifted", "answer": "Welcome back, dear."})
    kept = client.session["draft"]
    client.force_login(moderator)
    session = client.session
    session["draft"] = kept  # signing in keeps the session's data; force_login begins another
    session.save()

    page = client.get(address(appeal.case)).content.decode()

    assert ("Welcome back, dear." in page, "You had been signed out" in page) == (True, True)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.OPEN


@pytest.fixture
def complaint(client):
    """A complaint about a removal, open on the desk of another moderator."""
    comment = making.comment(making.article())
    removal = decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=timezone.now()
    )
    letter = {"subject": "Complaint", "explanation": "One word was rude.", "now": timezone.now()}
    client.force_login(moderator_who_accepted("Nadia"))
    return appeals.lodge(kind=AppealKind.COMPLAINT, person=removal.subject, contested=removal, **letter)


def test_a_complaint_that_is_right_in_part_is_answered_with_what_holds_instead(client, complaint):
    said = {"outcome": "partly", "answer": "You are right about the rest.", "body": "The ferry […]."}
    refused = client.post(address(complaint.case), said).content.decode()
    assert "The ferry […]." in refused
    assert 'id="instead_ground_error"' in refused

    client.post(address(complaint.case), said | {"ground": 12, "facts": "A rude word."})

    comment = complaint.contested.comment
    comment.refresh_from_db()
    complaint.refresh_from_db()
    assert (comment.body, complaint.outcome) == ("The ferry […].", AppealOutcome.PARTLY)


def test_what_holds_instead_is_not_asked_for_where_the_decision_is_upheld(client, complaint):
    client.post(address(complaint.case), {"outcome": "upheld", "answer": "It stays away."})
    complaint.refresh_from_db()
    assert complaint.outcome == AppealOutcome.UPHELD


def test_the_whole_text_does_not_come_back_in_part(client, complaint):
    said = {"outcome": "partly", "answer": "Yes.", "ground": 12, "facts": "A rude word."}
    page = client.post(address(complaint.case), said | {"body": complaint.contested.comment.body}).content.decode()
    assert "Where nothing in it breaks a rule, annul." in page
    complaint.refresh_from_db()
    assert complaint.outcome == ""


def test_a_letter_is_answered_in_the_same_queue_but_not_by_who_blocked(client, moderator):
    sanction = making.block(making.person(), by=moderator, now=timezone.now())
    appeal = letter_about(sanction)
    assert appeal.case.kind == CaseKind.LETTER
    answer = {"outcome": "lifted", "answer": "Welcome back."}
    other = moderator_who_accepted("Paul")
    client.force_login(moderator)
    assert "another moderator answers" in client.post(address(appeal.case), answer).content.decode()
    cases.give_back(case=appeal.case, moderator=moderator)
    client.force_login(other)
    page = client.get(address(appeal.case))
    assert page.status_code == 200
    assert str(moderator) not in page.content.decode()  # the decision is judged, not the colleague (V77)
    client.post(address(appeal.case), answer)
    appeal.refresh_from_db()
    sanction.refresh_from_db()
    assert (appeal.state, appeal.decided_by, sanction.state) == (AppealState.DECIDED, other, SanctionState.LIFTED)
    assert OutboxItem.objects.filter(key__startswith="letter_decided").exists()


def test_a_letter_on_paper_is_filed_with_the_day_it_came(desk):
    sanction = making.block(making.person(), now=timezone.now() - timedelta(days=20))
    day = timezone.localdate() - timedelta(days=9)
    letter = {
        "channel": "paper",
        "received_on": day.isoformat(),
        "subject": "Restoration",
        "user_id": sanction.subject.public_id.lower(),
        "explanation": "It was not me.",
    }
    assert desk.post("/admin/moderation/appeal/add/", letter).status_code == 302
    appeal = Appeal.objects.get()
    assert (appeal.channel, appeal.state) == (Channel.PAPER, AppealState.OPEN)
    assert timezone.localdate(appeal.received_at) == day
    assert Case.objects.waiting().get().appeal == appeal


def test_a_letter_on_paper_that_lacks_something_asks_for_it_and_keeps_its_day(desk):
    letter = {"channel": "paper", "received_on": "2026-03-01", "sender": "mira@x.org", "explanation": "It was not me."}
    shown = desk.post("/admin/moderation/appeal/add/", letter, follow=True).content.decode()
    assert "lacks something: subject, user ID" in shown
    assert OutboxItem.objects.get(key__startswith="letter_incomplete").payload["to"] == "mira@x.org"


def test_a_letter_from_tomorrow_is_not_filed(desk):
    day = timezone.localdate() + timedelta(days=2)
    shown = desk.post("/admin/moderation/appeal/add/", {"channel": "paper", "received_on": day.isoformat()})
    assert "still to come" in shown.content.decode()
    assert not Appeal.objects.exists()


def test_two_letters_about_one_sanction_are_answered_though_the_first_ended_it(client):
    blocked = making.block(making.person(), now=timezone.now())
    plea, review = letter_about(blocked), letter_about(blocked, AppealKind.REVIEW)
    client.force_login(moderator_who_accepted("Nadia"))
    client.post(address(review.case), {"outcome": "annulled", "answer": "A mistake of ours."})
    shown = client.post(address(plea.case), {"outcome": "lifted", "answer": "Welcome back."})
    assert shown.status_code == 200
    assert client.post(address(plea.case), {"outcome": "omitted", "answer": "See the other."}).status_code == 302
    assert not Case.objects.waiting().exists()


def test_a_letter_that_others_must_answer_does_not_stand_in_the_way(desk, moderator):
    sanction = making.block(making.person(), by=moderator, now=timezone.now())
    appeal = letter_about(sanction)
    _, case = waiting(risk=10)
    following = lambda: desk.get("/admin/moderation/case/next/").headers["Location"]  # noqa: E731 # asked twice
    assert following() == address(case)
    case.closed_at = timezone.now()
    case.save()
    assert following() == address(appeal.case)


def test_an_overdue_letter_says_so_in_the_queue_and_on_its_page(client):
    appeal = letter_about(making.block(making.person(), now=timezone.now()))
    client.force_login(moderator_who_accepted("Nadia"))
    queue_page = "/admin/moderation/case/"
    assert "answer due" in client.get(queue_page).content.decode()
    Appeal.objects.filter(pk=appeal.pk).update(due_at=timezone.now() - timedelta(days=2))
    for page in (queue_page, address(appeal.case)):
        assert "answer overdue since" in client.get(page).content.decode()
