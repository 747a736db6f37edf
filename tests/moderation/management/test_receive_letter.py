"""Messages as a mail server pipes them in."""

import io
import sys
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import OutboxItem
from articles.actions import digests
from articles.subscribing import links
from moderation import following
from moderation.actions import appeals, decisions, hearings, reports
from moderation.enums import AppealState, HearingOutcome, ReportOutcome
from moderation.models import Appeal, Case, Follow, Misuse
from tests.articles import subscribing
from tests.moderation import following as followers
from tests.moderation import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanction():
    making.rules()
    return making.block(making.person(), now=timezone.now() - timedelta(days=1))


@pytest.fixture
def pipe(monkeypatch, capsys):
    def received(message):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(message.encode())))
        call_command("receive_letter")
        return "".join(capsys.readouterr())

    return received


def test_a_complete_letter_is_filed(pipe, sanction):
    said = pipe(f"From: mira@x.org\nSubject: Restoration\n\n{sanction.subject.public_id}\nIt was not me.\n")
    appeal = Appeal.objects.get()
    assert appeal.state == AppealState.OPEN
    assert appeal.reference in said


def test_an_incomplete_one_says_what_is_missing(pipe, sanction):
    assert "missing: user_id" in pipe("From: mira@x.org\nSubject: Restoration\n\nIt was not me.\n")


def test_what_is_no_letter_is_not_filed(pipe, sanction):
    assert "Not filed" in pipe("From: a@x.org\nAuto-Submitted: auto-replied\n\nI am away.\n")
    assert not Appeal.objects.exists()


def test_a_statement_that_bounced_keeps_the_time_to_complain_open(pipe, sanction):
    statement = sanction.imposed_by_decision.statement
    statement.delivered_at = timezone.now()
    statement.save()
    pipe(
        "From: mailer-daemon@mx.example.org\nSubject: Undelivered\n\n"
        f"Action: failed\nSubject: Decision {statement.reference}: what was decided and why\n"
    )
    statement.refresh_from_db()
    assert statement.bounced_at
    assert appeals.window_closes(statement) is None


def test_a_letter_that_names_a_report_objects_to_its_decision_and_is_asked_for_no_user_id(pipe):
    comment = making.comment(making.article())
    complaint = reports.Complaint(text="A threat.", name="A", email="a@x.org", is_in_good_faith=True)
    report = reports.lodge(comment=comment, complaint=complaint, reporter=None, now=timezone.now())
    letter = f"From: a@x.org\nSubject: Your decision\n\nYou are wrong about {report.reference}.\n"
    assert "Not filed twice" in pipe(letter)
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=timezone.now())
    assert f"objection to the decision on {report.reference}" in pipe(letter)
    assert Case.objects.waiting().get().reports.filter(outcome=ReportOutcome.OPEN).get().text == (
        f"You are wrong about {report.reference}."
    )
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(("status", "said"), [("5.1.1", "1 subscriptions ended"), ("5.2.2", "0 subscriptions ended")])
def test_a_digest_that_came_back_ends_what_can_never_arrive(pipe, status, said):
    subscribing.paper()
    subscription = subscribing.subscriber()
    head = digests.headers("en", links.end_url(subscription))
    letter = EmailMessage()
    letter["Subject"], letter["Message-ID"] = "Gazette: The harbour opens", "<a@localhost>"
    for name, value in head.items():
        letter[name] = value
    folded = letter.as_string().partition("\n\n")[0]
    told = pipe(
        "From: mailer-daemon@mx.example.org\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; reader@example.org\nAction: failed\nStatus: {status}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{folded}\n--b--\n"
    )
    assert f"1 digests came back; {said}" in told


def test_letters_about_a_discussion_that_came_back_end_the_follow_of_a_mailbox_that_is_not_there(pipe):
    follow = followers.follower(followers.paper())
    told = pipe(
        "From: mailer-daemon@mx.example.org\nSubject: Undelivered\n\n"
        f"Action: failed\nStatus: 5.1.1\nList-Unsubscribe: <{following.end_url(follow)}>\n"
    )
    assert "1 follows ended" in told
    assert not Follow.objects.exists()


def test_an_answer_to_an_announced_block_is_a_reply_while_the_hearing_is_open(pipe, settings):
    making.rules()
    settings.BLOCK_MODE = "hearing"
    hearing = making.hearing(making.member(), now=timezone.now() - timedelta(days=1))
    announced = OutboxItem.objects.get(key=f"hearing:{hearing.reference}").payload
    quoted = "\n".join(f"> {line}" for line in announced["text"].splitlines())
    came_back = (
        f"From: mailer-daemon@mx.example.org\nSubject: Undelivered\n\nAction: failed\nSubject: {announced['subject']}\n"
    )
    assert "1 announcements of a block came back" in pipe(came_back)
    head = f"From: mira@x.org\nSubject: Re: {announced['subject']}\nContent-Type: text/plain; charset=utf-8\n\n"
    assert "says nothing" in pipe(f"{head}{quoted}\n")
    assert "reply before a block" in pipe(f"{head}It was a quotation.\n\n{quoted}\n")
    hearing.refresh_from_db()
    assert (hearing.reply, hearing.channel) == ("It was a quotation.", "email")
    assert hearing.bounced_at
    assert not Appeal.objects.exists()
    verdict = hearings.Verdict(HearingOutcome.NOTHING, making.reasons(), "Enough.")
    by = making.moderator()
    hearings.decide(hearing=hearing, moderator=by, verdict=verdict, heard=len(hearing.reply), now=timezone.now())
    pipe(f"{head}And another thing.\n\n{quoted}\n")
    assert Appeal.objects.get().explanation == "And another thing.", "a letter, when nothing is open any more"


def test_an_objection_to_a_warning_about_reports_is_kept_beside_it(pipe):
    making.rules()
    warned = Misuse.objects.create(
        person=making.member(), step="warning", language="en", facts="f", gravity="g", unfounded=3, of_all=4,
        made_by=making.moderator(), made_at=timezone.now(),
    )  # fmt: skip
    assert "objection" in pipe(f"From: a@x.org\nSubject: Re: {warned.reference}\n\nThey were all true.\n")
    warned.refresh_from_db()
    assert warned.objection == "They were all true."
    assert not Appeal.objects.exists()
    making.block(warned.person)
    about = f"{warned.person.public_id}\n\nIt was not me. And {warned.reference} was wrong."
    pipe(f"From: a@x.org\nSubject: Restoration\n\n{about}\n")
    assert Appeal.objects.get().state == AppealState.OPEN
