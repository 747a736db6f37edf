"""The line of time of a decision: what happened, by which rule, who decides next, days left (C87)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import timeline
from moderation.actions import appeals, decisions, letters, sanctions, statements, suspensions
from moderation.enums import AppealKind, AppealOutcome, Channel, Who
from moderation.letters import Letter
from moderation.notices import appeal_token
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


def said(found):
    return [(step.said, step.who) for step in found.steps]


def nexts(found):
    return [(one.who, one.said, one.days_left) for one in found.nexts]


def ask(sanction, kind=AppealKind.REVIEW, now=NOW + DAY):
    return appeals.lodge(
        kind=kind, person=sanction.subject, subject="Review", explanation="It was not me.",
        contested=sanction.imposed_by_decision, now=now,
    )  # fmt: skip


def test_a_block_says_by_which_version_of_which_rule_and_what_may_be_done_for_how_long():
    block = making.block(making.person())
    statement = block.imposed_by_decision.statement
    statements.viewed(statement=statement, now=NOW + DAY)
    found = timeline.find(statement.reference, NOW + 11 * DAY)
    assert said(found) == [
        ("The account was blocked.", Who.MODERATOR),
        ("The reasons were opened.", Who.PERSON),
    ]
    assert (found.steps[0].ground, found.steps[0].version) == (5, 1)
    assert nexts(found) == [
        (Who.PERSON, "may ask the moderators to restore access", None),
        (Who.PERSON, "may ask for a review of the decision", 174),
    ]


def test_an_open_letter_waits_for_another_moderator_with_the_days_left():
    block = making.block(making.person())
    letter = ask(block)
    found = timeline.of(block.imposed_by_decision, NOW + 4 * DAY)
    assert said(found)[-1] == (f"Letter {letter.reference} came by form: review of a sanction.", Who.PERSON)
    assert found.nexts[0].who == Who.ANOTHER
    assert found.nexts[0].days_left == 11
    assert timeline.of(block.imposed_by_decision, NOW + 20 * DAY).nexts[0].days_left == -5


def test_what_is_annulled_is_over_and_said_once():
    block = making.block(making.person())
    letter = ask(block)
    appeals.decide(
        appeal=letter, moderator=making.moderator(), outcome=AppealOutcome.ANNULLED, answer="Right.", now=NOW + 2 * DAY
    )
    found = timeline.of(block.imposed_by_decision, NOW + 3 * DAY)
    assert said(found)[-1] == (f"Letter {letter.reference} was answered: decision annulled.", Who.ANOTHER)
    assert len(found.steps) == 3
    assert found.nexts == []


def test_a_second_block_shows_what_led_up_to_it_and_what_the_rule_answers_by_itself():
    member = making.person()
    first = making.block(member)
    sanctions.lift(sanction=first, moderator=making.moderator(), now=NOW + DAY)
    second = making.block(member, now=NOW + 2 * DAY)
    ask(second, AppealKind.RESTORATION, NOW + 3 * DAY)
    found = timeline.of(second.imposed_by_decision, NOW + 4 * DAY)
    assert [who for _said, who in said(found)] == [Who.MODERATOR] * 3 + [Who.PERSON, Who.RULE]
    assert said(found)[1] == ("Access was restored. The sanction still counts.", Who.MODERATOR)
    assert nexts(found) == [(Who.PERSON, "may ask for a review of the decision", None)]


def test_a_lifted_block_can_still_be_reviewed():
    block = making.block(making.person())
    sanctions.lift(sanction=block, moderator=making.moderator(), now=NOW + DAY)
    found = timeline.of(block.imposed_by_decision, NOW + 2 * DAY)
    assert [one.said for one in found.nexts] == ["may ask for a review of the decision"]


def test_a_suspension_ends_by_itself():
    comment = making.comment(making.article())
    decision = suspensions.suspend(
        evidence=comment, moderator=making.moderator(), reasons=making.reasons(), days=7, now=NOW
    )
    found = timeline.of(decision, NOW + DAY)
    assert said(found)[1][0].startswith("Commenting was suspended until 9 March 2026")
    assert nexts(found)[0] == (Who.RULE, "The suspension ends by itself.", 6)


def test_who_may_complain_no_longer_hears_that_nothing_is_left():
    comment = making.comment(making.article())
    removed = decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW
    )
    statements.viewed(statement=removed.statement, now=NOW)
    reference = removed.statement.reference
    assert nexts(timeline.find(reference, NOW + DAY)) == [(Who.PERSON, "may complain about the decision", 183)]
    assert timeline.find(reference, NOW + appeals.WINDOW).nexts == []


def test_a_letter_on_paper_is_followed_by_its_reference(client):
    letter = letters.receive(
        letter=Letter(
            sender="", subject="Restoration", user_id="", reference="", explanation="Sorry.", message_id="", sent_at=NOW
        ),
        channel=Channel.PAPER,
        now=timezone.now(),
    )
    answer = client.get("/en/reports/", {"reference": letter.reference.lower()})
    assert answer.headers["Location"] == f"/en/timeline/{letter.reference}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert f'Letter <bdi class="reference">{letter.reference}</bdi> came by paper' in page
    assert "it keeps the day on which it came" in page
    assert "Sorry." not in page


def test_the_page_by_reference_names_nobody_and_quotes_nothing(client):
    member = making.person("Mira Sand")
    comment = making.comment(making.article(), author=member, body="You are a moron, Tarek.")
    block = making.block(member, by=making.moderator("Nadia Grau"), evidence=comment)
    reference = block.imposed_by_decision.statement.reference
    page = client.get(f"/en/timeline/{reference}/").content.decode()
    assert "The account was blocked." in page
    assert "/en/rules/1/#ground-5" in page
    for name in ("Mira Sand", "Nadia Grau", "moron", "calls a reader a name", member.public_id):
        assert name not in page


def test_a_blocked_member_sees_it_on_the_page_with_the_reasons(client):
    block = making.block(member := making.member())
    ask(block, now=timezone.now())
    client.force_login(member)
    page = client.get("/en/account/blocked/").content.decode()
    assert "14 days left" in page
    assert page.count("Another moderator:") == 1


def test_the_page_of_a_letter_has_it_too(client):
    letter = ask(making.block(making.person()), now=timezone.now())
    assert "14 days left" in client.get(f"/en/letters/{appeal_token(letter)}/").content.decode()


def test_another_reference_is_not_found(client):
    assert client.get("/en/timeline/S-NOTHING/").status_code == 404


def test_a_line_costs_the_same_however_long_it_is(django_assert_max_num_queries):
    member = making.person()
    block = making.block(member)
    with django_assert_max_num_queries(8):
        timeline.find(block.imposed_by_decision.statement.reference, NOW + DAY)
    sanctions.lift(sanction=block, moderator=making.moderator(), now=NOW + DAY)
    for day in range(2):
        comment = making.comment(making.article(), author=member, now=NOW + DAY)
        suspensions.suspend(
            evidence=comment, moderator=making.moderator(), reasons=making.reasons(), days=3 + day, now=NOW + DAY
        )
    second = making.block(member, now=NOW + 2 * DAY)
    with django_assert_max_num_queries(8):
        timeline.find(second.imposed_by_decision.statement.reference, NOW + 3 * DAY)
