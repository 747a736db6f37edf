from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from moderation.actions import appeals, decisions, letters, sanctions
from moderation.enums import AppealKind, AppealOutcome, AppealState, Channel
from moderation.letters import Letter
from moderation.models import Appeal, Case, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def sanction():
    making.rules()
    return making.block(making.person(language="de"))


@pytest.fixture
def letter(sanction):
    return Letter(
        sender="mira@example.org",
        subject="Restoration",
        user_id=sanction.subject.public_id,
        reference="",
        explanation="It was not me.",
        message_id="<1@example.org>",
        sent_at=NOW + DAY,
    )


def test_a_complete_letter_stands_in_the_queue(letter, sanction):
    appeal = letters.receive(letter=letter, now=NOW + 2 * DAY)
    assert (appeal.state, appeal.channel, appeal.received_at) == (AppealState.OPEN, Channel.EMAIL, NOW + DAY)
    assert (appeal.person, appeal.sanction, appeal.language) == (sanction.subject, sanction, "de")
    assert Case.objects.waiting().count() == 1


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        pytest.param({"subject": ""}, ["subject"], id="no subject"),
        pytest.param({"user_id": ""}, ["user_id"], id="no user ID"),
        pytest.param({"explanation": ""}, ["explanation"], id="no explanation"),
        pytest.param({"user_id": "M-ZZZZZZZZ"}, ["user_id"], id="an ID that fits nobody"),
        pytest.param(
            {"subject": "", "user_id": "", "explanation": ""}, ["subject", "user_id", "explanation"], id="all"
        ),
    ],
)
def test_an_incomplete_letter_is_answered_with_what_is_missing_and_keeps_its_date(letter, gone, missing):
    appeal = letters.receive(letter=replace(letter, **gone), now=NOW + 2 * DAY)
    assert (appeal.state, appeal.missing, Case.objects.count()) == (AppealState.INCOMPLETE, missing, 0)
    assert OutboxItem.objects.filter(
        key__startswith=f"letter_incomplete:{appeal.reference}:{'-'.join(missing)}:"
    ).exists()

    completed = letters.receive(
        letter=replace(letter, message_id="<2@example.org>", sent_at=NOW + 5 * DAY), now=NOW + 5 * DAY
    )
    assert (completed.pk, completed.state, completed.received_at) == (appeal.pk, AppealState.OPEN, NOW + DAY)


def test_the_same_message_twice_is_one_letter(letter):
    first = letters.receive(letter=letter, now=NOW + 2 * DAY)
    again = letters.receive(letter=letter, now=NOW + 3 * DAY)
    assert (first.pk, Appeal.objects.count()) == (again.pk, 1)


def test_a_letter_dated_in_the_future_arrived_when_it_arrived(letter):
    appeal = letters.receive(letter=replace(letter, sent_at=NOW + 400 * DAY), now=NOW + 2 * DAY)
    assert appeal.received_at == NOW + 2 * DAY


def test_the_receipt_goes_to_the_accounts_own_mailbox(letter, sanction):
    letters.receive(letter=replace(letter, sender="stranger@example.net"), now=NOW + 2 * DAY)
    assert OutboxItem.objects.filter(key__startswith="letter_received", person=sanction.subject).exists()
    assert not OutboxItem.objects.filter(payload__icontains="stranger@example.net").exists()


def test_what_stays_missing_is_named_again_the_next_day_and_not_in_a_loop(letter):
    for number, day in enumerate((2, 2, 3)):
        again = replace(letter, user_id="", message_id=f"<{number}@x>", explanation=f"Part {number}.")
        letters.receive(letter=again, now=NOW + day * DAY)
    assert OutboxItem.objects.filter(key__startswith="letter_incomplete").count() == 2
    assert Appeal.objects.get().explanation == "Part 0.\n\nPart 1.\n\nPart 2."


def test_the_reference_of_our_answer_finds_the_letter_from_another_mailbox(letter):
    first = letters.receive(letter=replace(letter, user_id=""), now=NOW + 2 * DAY)
    more = {"sender": "mira@work.example", "message_id": "<2@x>", "reference": first.reference, "explanation": ""}
    completed = letters.receive(letter=replace(letter, **more), now=NOW + 5 * DAY)
    assert (completed.pk, completed.state, completed.received_at) == (first.pk, AppealState.OPEN, NOW + DAY)


@pytest.mark.parametrize("by", ["reference", "sender", "account"])
def test_what_the_writer_adds_to_an_open_letter_is_read_with_it(letter, sanction, by):
    first = letters.receive(letter=letter, now=NOW + 2 * DAY)
    more = replace(letter, message_id="<2@x>", explanation="My brother had my phone.")
    if by == "reference":
        more = replace(more, reference=first.reference, user_id="", sender="else@x.org")
    if by == "account":
        more = replace(more, sender=sanction.subject.email)
    letters.receive(letter=more, now=NOW + 3 * DAY)
    assert Appeal.objects.get().explanation == "It was not me.\n\nMy brother had my phone."
    assert Case.objects.count() == 1


def test_a_stranger_adds_nothing_to_an_open_letter(letter):
    letters.receive(letter=letter, now=NOW + 2 * DAY)
    forged = replace(letter, sender="forger@x.org", message_id="<2@x>", explanation="I did it all.")
    for one in (forged, replace(forged, message_id="<3@x>", explanation="")):
        with pytest.raises(appeals.AlreadyOpen):
            letters.receive(letter=one, now=NOW + 3 * DAY)
    assert (Appeal.objects.get().explanation, Case.objects.count()) == ("It was not me.", 1)


def test_a_letter_that_somebody_else_began_keeps_nobody_from_writing(letter):
    letters.receive(letter=replace(letter, sender="forger@x.org", explanation=""), now=NOW + 2 * DAY)
    own = letters.receive(letter=replace(letter, message_id="<2@x>"), now=NOW + 3 * DAY)
    assert (own.state, own.explanation, Appeal.objects.count()) == (AppealState.OPEN, "It was not me.", 1)


@pytest.mark.parametrize("gone", [{"explanation": ""}, {"user_id": ""}], ids=["no explanation", "no user ID"])
def test_the_form_completes_a_letter_that_came_by_mail_and_keeps_its_date(letter, sanction, gone):
    begun = replace(letter, sender=sanction.subject.email, **gone)
    letters.receive(letter=begun, now=NOW + 2 * DAY)
    appeal = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=sanction.subject,
        contested=sanction.imposed_by_decision,
        subject="Restoration",
        explanation="I was at sea.",
        now=NOW + 9 * DAY,
    )
    assert (Appeal.objects.count(), appeal.state, appeal.received_at) == (1, AppealState.OPEN, NOW + DAY)
    assert "I was at sea." in appeal.explanation


@pytest.mark.parametrize("years", [-56, -2, 7974])
def test_a_date_that_cannot_be_is_not_believed(letter, years):
    sent_at = letter.sent_at.replace(year=2026 + years if years < 0 else 9999)
    appeal = letters.receive(letter=replace(letter, sent_at=sent_at), now=NOW + 2 * DAY)
    assert appeal.received_at == NOW + 2 * DAY


def test_a_letter_that_names_the_decision_about_a_comment_complains_of_it():
    making.rules()
    comment = making.comment(making.article())
    removal = decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW
    )
    author = comment.author
    letter = Letter(
        sender=author.email,
        subject="Decision",
        user_id=author.public_id,
        reference="",
        explanation="It was a quotation.",
        message_id="<1@x>",
        sent_at=NOW + DAY,
        statement=removal.statement.reference,
    )
    appeal = letters.receive(letter=letter, now=NOW + DAY)
    assert (appeal.kind, appeal.contested, appeal.state) == (AppealKind.COMPLAINT, removal, AppealState.OPEN)


def test_a_review_by_mail_is_accepted_after_a_second_sanction(letter, sanction):
    sanctions.lift(sanction=sanction, moderator=making.moderator(), now=NOW + DAY)
    making.block(sanction.subject, now=NOW + 2 * DAY)
    review = letters.receive(letter=replace(letter, subject="Review of the decision"), now=NOW + 3 * DAY)
    plea = letters.receive(letter=replace(letter, message_id="<2@x>", sender="b@x.org"), now=NOW + 3 * DAY)
    assert (review.kind, review.state) == (AppealKind.REVIEW, AppealState.OPEN)
    assert (plea.kind, plea.state) == (AppealKind.RESTORATION, AppealState.DECIDED)


def test_who_answers_our_answer_need_not_repeat_the_user_id(letter, sanction):
    first = letters.receive(letter=letter, now=NOW + 2 * DAY)
    appeals.decide(
        appeal=first, moderator=making.moderator(), outcome=AppealOutcome.UPHELD, answer="No.", now=NOW + 3 * DAY
    )
    again = replace(letter, message_id="<2@x>", user_id="", reference=first.reference, explanation="Please.")
    second = letters.receive(letter=again, now=NOW + 4 * DAY)
    assert (second.pk != first.pk, second.state, second.sanction) == (True, AppealState.OPEN, sanction)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        pytest.param("Bonjour, je regrette ce que j'ai écrit et je demande l'accès à mon compte.", "fr", id="French"),
        pytest.param("Ich bitte darum, mein Konto wieder freizugeben, es tut mir leid.", "de", id="German"),
        pytest.param("أعتذر عما كتبته وأطلب إعادة فتح حسابي من فضلكم.", "ar", id="Arabic"),
        pytest.param("I am sorry for what I wrote and ask you to open my account again.", "en", id="English"),
        pytest.param("Siento mucho lo que escribí y pido que me devuelvan el acceso a mi cuenta.", "en", id="Spanish"),
    ],
)
def test_somebody_unknown_is_asked_for_what_is_missing_in_the_language_they_write(letter, words, language):
    stranger = replace(letter, sender="new@example.org", user_id="", explanation=words, subject="")
    assert letters.receive(letter=stranger, now=NOW + DAY).language == language


def test_who_has_an_account_is_asked_in_its_language(letter, sanction):
    mine = replace(letter, sender=sanction.subject.email, user_id="", explanation="I am sorry for what I wrote.")
    assert letters.receive(letter=mine, now=NOW + DAY).language == "de"


def test_an_answer_to_our_letter_reaches_the_moderators(letter, settings):
    settings.MODERATORS_CONTACT = "moderators@paper.example"
    letters.receive(letter=replace(letter, explanation=""), now=NOW + DAY)
    sent = OutboxItem.objects.filter(key__startswith=("letter_incomplete"))
    assert [item.payload["headers"]["Reply-To"] for item in sent] == ["moderators@paper.example"]


@pytest.mark.parametrize(
    ("days", "state"),
    [pytest.param(183, AppealState.OPEN, id="day 183"), pytest.param(185, AppealState.DECIDED, id="day 185")],
)
def test_a_complaint_by_mail_has_six_months_as_one_by_form(letter, sanction, days, state):
    StatementOfReasons.objects.update(delivered_at=NOW)
    review = replace(letter, subject="Review of the decision", sent_at=NOW + days * DAY)
    appeal = letters.receive(letter=review, now=NOW + days * DAY)
    assert (appeal.kind, appeal.state) == (AppealKind.REVIEW, state)
    if state == AppealState.DECIDED:
        assert (appeal.outcome, "2. September 2026" in appeal.answer) == (AppealOutcome.OMITTED, True)
