import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import policies
from accounts.enums import Surface
from accounts.models import DossierAccess, OutboxItem
from moderation.actions import appeals, cases, decisions, ledger, queue, sanctions
from moderation.enums import (
    AppealKind,
    AppealOutcome,
    AppealState,
    CaseKind,
    Channel,
    Measure,
    SanctionState,
    Status,
)
from moderation.models import Appeal, Case, Comment, Decision, Note, Sanction
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
REASONS = {"ground": "5", "facts": "It calls a reader a name.", "why": "It attacks a person."}


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


def moderator_who_accepted(name):
    """Make a moderator whom no gate stops."""
    person = making.moderator(name)
    for version in policies.unacknowledged(person, timezone.now()):
        policies.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=NOW)
    return person


@pytest.fixture
def moderator():
    return moderator_who_accepted("Nadia")


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def waiting(measure=Measure.HOLD, risk=300):
    comment = making.comment(making.article(), measure=measure)
    return comment, queue.put(comment=comment, reasons=["5"], risk=risk, now=NOW)


def address(case):
    return f"/admin/moderation/case/{case.pk}/change/"


def decide(client, case, comment, act, version=None, **fields):
    data = {"act": act, "version": f"{comment.pk}:{version or comment.version}:{comment.status}"} | fields
    return client.post(address(case), data)


def test_the_queue_lists_the_riskiest_first(desk):
    (_, low), (_, high) = waiting(risk=10), waiting(risk=900)
    page = desk.get("/admin/moderation/case/").content.decode()
    assert page.index(f"/case/{high.pk}/") < page.index(f"/case/{low.pk}/")
    assert desk.get("/admin/moderation/case/next/").headers["Location"] == address(high)


def test_the_queue_costs_the_same_queries_whatever_its_length(desk):
    waiting()
    counts = []
    for more in (0, 12):
        for _ in range(more):
            waiting()
        desk.get("/admin/moderation/case/")
        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/moderation/case/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_card_asks_for_the_rules_once(desk):
    _comment, case = waiting()
    desk.get(address(case))
    with CaptureQueriesContext(connection) as captured:
        desk.get(address(case))
    asked = [query["sql"] for query in captured.captured_queries]
    assert len([sql for sql in asked if '"moderation_clause"."text"' in sql]) == 1


@pytest.mark.parametrize(
    "path", ["/admin/moderation/case/", "/admin/moderation/case/next/", "/admin/moderation/comment/"]
)
def test_a_reader_and_a_reporter_see_no_desk(client, path):
    waiting()
    for person in (making.member(), making.member(is_staff=True)):
        client.force_login(person)
        assert client.get(path).status_code in (302, 403)


def test_one_press_removes_under_a_ground_and_goes_on_to_the_next(desk, moderator):
    comment, case = waiting()
    answer = decide(desk, case, comment, "remove", **REASONS)
    comment.refresh_from_db()
    decision = Decision.objects.get(measure=Measure.REMOVE)
    assert answer.headers["Location"] == "/admin/moderation/case/next/"
    assert (comment.status, decision.decided_by, decision.ground_id) == (Status.REMOVED, moderator, 5)
    assert not Case.objects.waiting().exists()


def test_a_removal_without_facts_comes_back_with_what_was_typed(desk):
    comment, case = waiting()
    page = decide(desk, case, comment, "remove", **REASONS | {"facts": ""}).content.decode()
    comment.refresh_from_db()
    assert (comment.status, "It attacks a person." in page) == (Status.HELD, True)


def test_publishing_redacting_and_blocking_from_the_card(desk):
    comment, case = waiting()
    decide(desk, case, comment, "publish")
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED

    comment, case = waiting(Measure.PUBLISH)
    decide(desk, case, comment, "redact", **REASONS, body="The ferry […].")
    comment.refresh_from_db()
    assert (comment.body, comment.version) == ("The ferry […].", 2)

    comment, case = waiting()
    sanction = REASONS | {"kind": "block", "milder_measure_note": "Warned twice."}
    assert decide(desk, case, comment, "sanction", **sanction).headers["Location"] == address(case)
    assert Sanction.objects.get().subject == comment.author


def test_a_second_block_asks_to_be_understood(desk):
    comment, case = waiting()
    first = making.block(comment.author, now=NOW - timedelta(days=3))
    sanctions.lift(sanction=first, moderator=making.moderator(), now=NOW - timedelta(days=2))
    block = REASONS | {"kind": "block", "milder_measure_note": "Warned twice."}
    page = decide(desk, case, comment, "sanction", **block).content.decode()
    assert "second counted sanction" in page
    assert Sanction.objects.count() == 1
    decide(desk, case, comment, "sanction", **block, is_final_understood="on")
    assert Sanction.objects.get(ordinal=2).subject == comment.author


def test_a_decision_on_a_stale_version_is_refused_and_shows_what_changed(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(version=2, body="The ferry is early.")
    page = decide(desk, case, comment, "remove", version=1, **REASONS).content.decode()
    comment.refresh_from_db()
    assert (comment.status, "What changed since you opened it" in page) == (Status.HELD, True)


def test_a_comment_that_a_colleague_decided_meanwhile_is_not_decided_again(desk):
    comment, case = waiting()
    desk.get(address(case))
    colleague = moderator_who_accepted("Paul")
    decisions.publish(comment=comment, version=1, moderator=colleague, now=timezone.now())
    card = f"/admin/moderation/comment/{comment.pk}/change/"
    data = {"act": "remove", "version": f"{comment.pk}:1:held"} | REASONS | {"why": "My own words."}

    page = desk.post(card, data).content.decode()

    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert "Paul has decided this comment meanwhile: publish" in page
    assert "My own words." in page


@pytest.mark.parametrize("is_closed", [True, False], ids=["decided", "taken"])
def test_what_was_typed_for_a_case_that_others_have_is_shown_again(desk, is_closed):
    comment, case = waiting()
    desk.get(address(case))
    colleague = moderator_who_accepted("Paul")
    Case.objects.update(leased_until=timezone.now() - timedelta(minutes=1))
    if is_closed:
        decisions.publish(comment=comment, version=1, moderator=colleague, now=timezone.now())
    else:
        cases.take(case=case, moderator=colleague, now=timezone.now())

    page = decide(desk, case, comment, "remove", **REASONS | {"why": "My own words."}).content.decode()

    assert "My own words." in page
    assert ("has been decided" if is_closed else "Paul has this case open") in page
    assert Decision.objects.filter(measure=Measure.REMOVE).count() == 0


def test_an_answer_to_a_letter_that_others_answered_is_shown_again(client):
    blocked = making.block(making.person(), now=timezone.now())
    letter = {"subject": "Restoration", "explanation": "It was not me.", "now": timezone.now()}
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION, person=blocked.subject, contested=blocked.imposed_by_decision, **letter
    )
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


def test_a_case_that_another_has_open_is_left_to_them(desk):
    _, case = waiting()
    cases.take(case=case, moderator=making.moderator(), now=timezone.now())
    assert desk.get(address(case)).headers["Location"] == "/admin/moderation/case/"
    assert desk.get("/admin/moderation/case/next/").headers["Location"] == "/admin/moderation/case/"


def test_a_letter_is_answered_in_the_same_queue_but_not_by_who_blocked(client, moderator):
    sanction = making.block(making.person(), by=moderator, now=timezone.now())
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=sanction.subject,
        contested=sanction.imposed_by_decision,
        subject="Restoration",
        explanation="It was not me.",
        now=timezone.now(),
    )
    assert appeal.case.kind == CaseKind.LETTER
    answer = {"outcome": "lifted", "answer": "Welcome back."}
    other = moderator_who_accepted("Paul")
    client.force_login(moderator)
    assert "another moderator answers" in client.post(address(appeal.case), answer).content.decode()
    cases.give_back(case=appeal.case, moderator=moderator)
    client.force_login(other)
    assert client.get(address(appeal.case)).status_code == 200
    client.post(address(appeal.case), answer)
    appeal.refresh_from_db()
    sanction.refresh_from_db()
    assert (appeal.state, appeal.decided_by, sanction.state) == (AppealState.DECIDED, other, SanctionState.LIFTED)
    assert OutboxItem.objects.filter(key__startswith="letter_decided").exists()


def test_a_removed_comment_is_restored_from_its_own_page(desk, moderator):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS)
    page = f"/admin/moderation/comment/{comment.pk}/change/"
    assert desk.get(page).status_code == 200
    desk.post(page, {"act": "restore", "version": f"{comment.pk}:1"})
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


@pytest.mark.parametrize(
    "model", ["case", "comment", "decision", "statementofreasons", "sanction", "appeal", "report", "ground", "clause"]
)
def test_every_list_of_the_desk_opens(desk, model):
    making.block(making.person())
    assert desk.get(f"/admin/moderation/{model}/").status_code == 200
    assert Appeal.objects.count() == 0


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
    letter = {"subject": "x", "explanation": "It was not me.", "now": timezone.now()}
    about = {"person": blocked.subject, "contested": blocked.imposed_by_decision}
    plea, review = (appeals.lodge(kind=kind, **about, **letter) for kind in (AppealKind.RESTORATION, AppealKind.REVIEW))
    client.force_login(moderator_who_accepted("Nadia"))
    client.post(address(review.case), {"outcome": "annulled", "answer": "A mistake of ours."})
    shown = client.post(address(plea.case), {"outcome": "lifted", "answer": "Welcome back."})
    assert shown.status_code == 200
    assert client.post(address(plea.case), {"outcome": "omitted", "answer": "See the other."}).status_code == 302
    assert not Case.objects.waiting().exists()


def test_another_ground_brings_its_own_sentence_where_none_was_typed(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="Letter 5")
    assert Decision.objects.get(measure=Measure.REMOVE).statement.why == "Letter 7"

    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="")
    assert Decision.objects.filter(measure=Measure.REMOVE).latest("pk").statement.why == "Letter 7"

    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="My own words.")
    assert Decision.objects.filter(measure=Measure.REMOVE).latest("pk").statement.why == "My own words."


def test_a_removal_without_a_ground_is_refused(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS | {"ground": ""})
    comment.refresh_from_db()
    assert comment.status == Status.HELD


def test_a_note_is_for_colleagues_and_not_in_the_statement(desk, moderator):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS, note="Third time this week.")
    note = Note.objects.get()
    assert (note.about, note.made_by, note.text) == (comment.author, moderator, "Third time this week.")
    letter = OutboxItem.objects.get(key__startswith="statement:")
    assert "Third time" not in str(letter.payload)
    other = making.comment(making.article(), author=comment.author)
    assert "Third time this week." in desk.get(f"/admin/moderation/comment/{other.pk}/change/").content.decode()


def test_a_note_is_left_once_for_a_case_and_leaves_it_open(desk):
    comment, case = waiting()
    copy = making.comment(making.article(), measure=Measure.HOLD)
    queue.join(comment=copy, copied=[comment], reasons=["16"], risk=500, now=NOW)
    answer = decide(desk, case, comment, "note", text="Writes from three accounts.")
    assert answer.headers["Location"] == address(case)
    assert (Note.objects.count(), Case.objects.waiting().count()) == (1, 1)
    assert decide(desk, case, comment, "note", text=" ").status_code == 200


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


def test_in_a_campaign_the_account_on_the_card_is_blocked_and_no_other(desk):
    """The newest copy leads the case, and is not the first in the database."""
    first = making.comment(making.article(), measure=Measure.HOLD)
    second = making.comment(making.article(), measure=Measure.HOLD)
    case = queue.join(comment=second, copied=[first], reasons=["16"], risk=500, now=NOW)
    assert desk.get(address(case)).context["card"].comment == second
    decide(desk, case, second, "sanction", **REASONS, kind="block", milder_measure_note="Warned twice.")
    assert Sanction.objects.get().subject == second.author


def test_a_letter_that_others_must_answer_does_not_stand_in_the_way(desk, moderator):
    sanction = making.block(making.person(), by=moderator, now=timezone.now())
    letter = {"subject": "x", "explanation": "It was not me.", "now": timezone.now()}
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION, person=sanction.subject, contested=sanction.imposed_by_decision, **letter
    )
    _, case = waiting(risk=10)
    following = lambda: desk.get("/admin/moderation/case/next/").headers["Location"]  # noqa: E731 # asked twice
    assert following() == address(case)
    case.closed_at = timezone.now()
    case.save()
    assert following() == address(appeal.case)


def test_the_ledger_is_downloaded_as_it_is_filtered(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS)
    answer = desk.get("/admin/moderation/decision/export/?measure__exact=remove")
    head, *rows = list(csv.reader(answer.content.decode().splitlines()))
    [row] = (dict(zip(head, one, strict=True)) for one in rows)
    assert (row["measure"], row["ground__number"], row["decided_by__name"]) == ("remove", "5", "Nadia")
    assert row["subject__public_id"] == comment.author.public_id
    assert row["statement__reference"].startswith("S-")
    assert (
        "export/?measure__exact=remove"
        in desk.get("/admin/moderation/decision/?measure__exact=remove").content.decode()
    )


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
