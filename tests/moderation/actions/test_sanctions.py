from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import OutboxItem, Session, User
from accounts.sessions import SessionStore
from moderation.actions import appeals, decisions, leaving, reports, sanctions, statements
from moderation.enums import AppealKind, AppealOutcome, Measure, SanctionKind, SanctionState, Source
from moderation.enums.screening import ScreeningAction
from moderation.models import Comment, Decision, Finding, Sanction, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
LATER = NOW + timedelta(days=40)


def test_a_block_comes_with_its_statement_and_its_letter():
    member = making.person(language="en")
    sanction = making.block(member)
    member.refresh_from_db()
    statement = sanction.imposed_by_decision.statement
    assert (member.blocked_at, sanction.ordinal, sanction.state) == (NOW, 1, SanctionState.IN_FORCE)
    assert (statement.person, statement.facts, statement.why) == (member, making.reasons().facts, making.reasons().why)
    assert list(OutboxItem.objects.values_list("key", "person")) == [(f"statement:{statement.reference}", member.pk)]


def test_a_block_ends_every_session_of_the_person_and_of_nobody_else():
    member, other = making.person(), making.person()
    for person in (member, other):
        session = SessionStore()
        session["_auth_user_id"] = str(person.pk)
        session.create()
    before = member.get_session_auth_hash()
    making.block(member)
    assert list(Session.objects.values_list("user", flat=True)) == [other.pk]
    assert member.get_session_auth_hash() != before


def test_a_failing_statement_leaves_no_block():
    member = making.person()
    making.rules(number=2, languages=())
    with pytest.raises(KeyError):
        making.block(member)
    member.refresh_from_db()
    assert (member.blocked_at, Sanction.objects.count(), OutboxItem.objects.count()) == (None, 0, 0)


@pytest.mark.parametrize(
    "missing",
    [
        pytest.param({"milder_measure_note": " "}, id="why a milder measure is not enough"),
    ],
)
def test_a_block_needs_its_reasons(missing):
    with pytest.raises(statements.ReasonsMissing):
        making.block(making.person(), **missing)


def test_nobody_is_blocked_by_somebody_without_the_permission_or_by_themselves():
    moderator, reader = making.moderator(), making.person()
    for subject, by in [(reader, making.person()), (moderator, moderator), (making.moderator(), moderator)]:
        with pytest.raises(sanctions.NotAllowed):
            making.block(subject, by=by)
    assert Sanction.objects.count() == 0


def test_a_blocked_member_is_not_blocked_again():
    member = making.person()
    making.block(member)
    with pytest.raises(sanctions.AlreadySanctioned):
        making.block(member)
    assert Sanction.objects.count() == 1


def test_lifting_restores_access_and_goes_on_counting():
    member, moderator = making.person(), making.moderator()
    sanctions.lift(sanction=making.block(member), moderator=moderator, now=LATER)
    member.refresh_from_db()
    assert member.blocked_at is None
    assert making.block(member, now=LATER + timedelta(days=1)).ordinal == 2


def test_a_second_block_rests_on_later_conduct_only():
    member = making.person()
    sanctions.lift(sanction=making.block(member), moderator=making.moderator(), now=LATER)
    with pytest.raises(sanctions.OldConduct):
        making.block(member, now=LATER + timedelta(days=1), conduct_at=NOW)


def test_a_second_block_is_never_lifted_by_anybody():
    member = making.person()
    sanctions.lift(sanction=making.block(member), moderator=making.moderator(), now=LATER)
    second = making.block(member, now=LATER + timedelta(days=1))
    with pytest.raises(sanctions.FinalSanction):
        sanctions.lift(sanction=second, moderator=making.person(is_superuser=True), now=LATER + timedelta(days=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.filter(pk=second.pk).update(
            state=SanctionState.LIFTED, ended_at=LATER, ended_by_decision=second.imposed_by_decision
        )


def test_annulling_the_first_makes_the_second_the_first():
    member, moderator = making.person(), making.moderator()
    first = making.block(member)
    sanctions.lift(sanction=first, moderator=moderator, now=LATER)
    second = making.block(member, now=LATER + timedelta(days=1))
    sanctions.annul(sanction=first, moderator=moderator, now=LATER + timedelta(days=2))
    second.refresh_from_db()
    first.refresh_from_db()
    member.refresh_from_db()
    assert (first.state, first.ordinal) == (SanctionState.ANNULLED, None)
    assert (second.state, second.ordinal) == (SanctionState.IN_FORCE, 1)
    assert member.is_blocked
    sanctions.lift(sanction=second, moderator=moderator, now=LATER + timedelta(days=3))


def test_annulling_a_block_in_force_restores_access_and_counts_nothing():
    member, moderator = making.person(), making.moderator()
    sanctions.annul(sanction=making.block(member), moderator=moderator, now=LATER)
    member.refresh_from_db()
    assert member.blocked_at is None
    assert making.block(member, now=LATER + timedelta(days=1)).ordinal == 1


def test_an_ended_sanction_is_not_ended_twice():
    moderator = making.moderator()
    sanction = making.block(making.person())
    sanctions.annul(sanction=sanction, moderator=moderator, now=LATER)
    for end in (sanctions.annul, sanctions.lift):
        with pytest.raises(sanctions.NotInForce), transaction.atomic():
            end(sanction=sanction, moderator=moderator, now=LATER)
    assert Decision.objects.filter(reverses=sanction.imposed_by_decision).count() == 1


def test_a_deleted_account_is_hidden_and_sealed_until_nobody_can_complain():
    member = making.person()
    sanction = making.block(member, kind=SanctionKind.CLOSURE)
    member.refresh_from_db()
    assert member.closing_at == NOW + leaving.SEALED_FOR
    sanctions.annul(sanction=sanction, moderator=making.moderator(), now=LATER)
    member.refresh_from_db()
    assert (member.closing_at, member.blocked_at) == (None, None)


def test_the_database_refuses_a_block_without_a_person_or_a_statement():
    statement = StatementOfReasons.objects.get(pk=making.block(making.person()).imposed_by_decision.statement_id)
    facts = {"measure": Measure.BLOCK, "subject": making.person(), "ground": making.ground(5), "made_at": NOW}
    rules = statement.clause.version
    for broken in ({"decided_by": None, "omission": "spam"}, {"decided_by": making.person()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**facts, rules_version=rules, **broken)


def test_what_the_moderators_deleted_stays_sealed_while_a_letter_about_it_waits():
    member, other = making.person(), making.moderator()
    deleted = making.block(member, kind=SanctionKind.CLOSURE)
    due = NOW + leaving.SEALED_FOR
    letter = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=member,
        contested=deleted.imposed_by_decision,
        subject="Restoration",
        explanation="It was not me.",
        now=due - timedelta(days=1),
    )
    closing.erase_due(now=due)
    letter.refresh_from_db()
    assert (letter.explanation, User.objects.get(pk=member.pk).erased_at) == ("It was not me.", None)

    upheld = {"outcome": AppealOutcome.UPHELD, "answer": "It was you."}
    appeals.decide(appeal=letter, moderator=other, now=due + timedelta(days=1), **upheld)
    closing.erase_due(now=due + timedelta(days=2))
    assert User.objects.get(pk=member.pk).erased_at == due + timedelta(days=2)


@pytest.mark.parametrize("outcome", [AppealOutcome.UPHELD, AppealOutcome.LIFTED, AppealOutcome.ANNULLED])
def test_a_letter_of_somebody_who_left_meanwhile_can_be_answered(outcome):
    member = making.person()
    making.comment(making.article(), author=member)
    sanction = making.block(member)
    letter = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=member,
        contested=sanction.imposed_by_decision,
        subject="Restoration",
        explanation="It was not me.",
        now=NOW,
    )
    closing.erase_now(person=User.objects.get(pk=member.pk), texts=TextsAtErasure.ERASE, now=NOW)
    appeals.decide(appeal=letter, moderator=making.moderator(), outcome=outcome, answer="So be it.", now=LATER)
    member.refresh_from_db()
    assert (member.erased_at, member.email, Comment.objects.get().body) == (NOW, None, "")


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("UPDATE moderation_sanction SET state = 'lifted' WHERE ordinal = 2", id="lifted"),
        pytest.param("UPDATE moderation_sanction SET ordinal = 1 WHERE ordinal = 2", id="made the first"),
        pytest.param("UPDATE moderation_sanction SET state = 'annulled', ordinal = NULL", id="annulled by nobody"),
        pytest.param(
            "UPDATE moderation_sanction SET state = 'annulled', ordinal = NULL WHERE ordinal = 1", id="the first undone"
        ),
        pytest.param("DELETE FROM moderation_sanction", id="deleted"),
        pytest.param("UPDATE accounts_user SET blocked_at = NULL", id="let in"),
    ],
)
def test_the_database_itself_keeps_a_second_sanction(sql):
    member, other = making.person(), making.moderator()
    first = making.block(member)
    sanctions.lift(sanction=first, moderator=other, now=NOW + timedelta(days=1))
    making.block(member, now=NOW + timedelta(days=2))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    member.refresh_from_db()
    assert list(Sanction.objects.order_by("pk").values_list("state", "ordinal")) == [("lifted", 1), ("in-force", 2)]
    assert member.is_blocked


def test_a_block_says_what_led_to_the_comment_behind_it():
    comment = making.comment(making.article())
    complaint = reports.Complaint(ground=making.ground(5))
    reports.lodge(comment=comment, complaint=complaint, reporter=making.person(), now=NOW)
    Finding.objects.create(
        comment=comment, version=1, rule="words", rule_version=1, ground_id=5, action=ScreeningAction.FLAG
    )
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    statement = making.block(comment.author, evidence=comment).imposed_by_decision.statement
    assert (statement.source, statement.is_detected_automatically) == (Source.REPORT, True)


def test_a_block_that_rests_on_no_comment_comes_from_nobody():
    statement = making.block(making.person()).imposed_by_decision.statement
    assert (statement.source, statement.is_detected_automatically) == (Source.OWN_INITIATIVE, False)
