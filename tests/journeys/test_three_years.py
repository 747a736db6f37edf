"""Somebody over three years: blocks, an annulment, erasure, a restoration, and the end of what is remembered (V66)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.actions import closing, shipped
from accounts.backup import archive
from accounts.enums import TextsAtErasure
from accounts.models import BlockTrace, User
from accounts.privacy import ledger, retention, traces
from moderation.actions import appeals, sanctions
from moderation.enums import AppealKind, AppealOutcome, SanctionState
from moderation.models import Comment, Decision, Sanction
from tests.accounts.backup.conftest import asked, machine, secret  # noqa: F401 # fixtures
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
MAILBOX = "mira.sand@example.org"
FORM = {"name": "Mira Sand", "email": "Mira.Sand+again@example.org", "password1": "a long sentence is fine"}


def day(number: int):
    """Return the moment so many days after the beginning."""
    return NOW + timedelta(days=number)


def letter(sanction, kind, *, at, by, outcome):
    """Write a letter about a sanction, and have somebody else answer it five days later."""
    said = {"subject": "Restoration", "explanation": "I see it otherwise by now."}
    about = {"person": sanction.subject, "contested": sanction.imposed_by_decision}
    plea = appeals.lodge(kind=kind, now=at, **about, **said)
    appeals.decide(appeal=plea, moderator=by, outcome=outcome, answer="We have read it.", now=at + timedelta(days=5))
    return Sanction.objects.get(pk=sanction.pk)


def joins(at) -> bool:
    """Try to join with the same mailbox, otherwise spelt, and say whether there is an account of it then."""
    with time_machine.travel(at, tick=False):
        assert Client().post("/en/account/signup/", FORM).status_code == 302
    return User.objects.filter(email__iexact=FORM["email"]).exists()


@pytest.fixture(autouse=True)
def _ledger():
    yield
    ledger.path().unlink(missing_ok=True)


def test_what_is_decided_holds_and_ends_as_the_rules_say(machine, secret, settings):  # noqa: F811 # fixtures
    making.rules()
    shipped.load(now=NOW)
    desk, other, article = making.moderator("Desk"), making.moderator("Other"), making.article()
    mira = making.member(name="Mira Sand")
    User.objects.filter(pk=mira.pk).update(email=MAILBOX)
    said = making.comment(article, author=mira, body="What Mira thinks of it.")

    first = making.block(mira, by=desk, now=day(30))
    first = letter(first, AppealKind.RESTORATION, at=day(40), by=other, outcome=AppealOutcome.LIFTED)
    assert (first.state, first.ordinal) == (SanctionState.LIFTED, 1)

    second = making.block(User.objects.get(pk=mira.pk), by=desk, now=day(120))
    assert second.ordinal == 2
    with pytest.raises(sanctions.FinalSanction):
        sanctions.lift(sanction=second, moderator=other, now=day(121))
    second = letter(second, AppealKind.REVIEW, at=day(130), by=other, outcome=AppealOutcome.ANNULLED)
    assert second.state == SanctionState.ANNULLED
    assert not User.objects.get(pk=mira.pk).blocked_at

    third = making.block(User.objects.get(pk=mira.pk), by=desk, now=day(400))
    assert third.ordinal == 2, "the first was lifted and counts, the annulled one does not"

    with time_machine.travel(day(405), tick=False):
        saved = archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=day(405))
    closing.request(person=User.objects.get(pk=mira.pk), texts=TextsAtErasure.ERASE, now=day(410))
    assert closing.erase_due(now=day(423)) == "0 erased"
    assert closing.erase_due(now=day(424)) == "1 erased"
    assert Comment.objects.get(pk=said.pk).body == ""
    assert User.objects.get(pk=mira.pk).email is None
    assert not joins(day(425))
    with time_machine.travel(day(430), tick=False):
        archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=day(430))

    done = machine.restore(saved, secret)
    assert "Erased 1 accounts again" in done.stdout, done.stderr
    assert (mira.pk, "", None) in asked(machine, "SELECT id, name, email FROM accounts_user")
    assert (said.pk, "") in asked(machine, "SELECT id, body FROM moderation_comment")
    kept = set(BlockTrace.objects.values_list("digest", "ordinal"))
    assert kept == set(asked(machine, "SELECT digest, ordinal FROM accounts_blocktrace"))

    ends = day(424) + traces.REMEMBERED[2]
    retention.run(now=ends - timedelta(days=1))
    assert traces.find(email=MAILBOX, now=ends - timedelta(days=1)).ordinal == 2
    assert not joins(ends - timedelta(days=1))
    retention.run(now=ends)
    assert not BlockTrace.objects.exists()
    assert joins(ends + timedelta(days=1))
    assert Decision.objects.filter(subject=mira.pk).count() >= 5, "what was decided stays, about nobody any more"
