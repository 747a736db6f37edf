"""Two real connections at once, before a block and for misuse of reports: nobody is decided about unheard or twice."""

from datetime import timedelta

import pytest

from moderation.actions import hearings, misuse, reports
from moderation.enums import HearingOutcome
from moderation.models import Hearing, Sanction
from tests.moderation import making
from tests.moderation.making import NOW
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _policy():
    making.rules()


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def verdict(outcome=HearingOutcome.BLOCKED):
    return hearings.Verdict(outcome, making.reasons(), "So be it.")


def test_a_hearing_is_decided_by_one_of_two_moderators(settings):
    settings.BLOCK_MODE = "hearing"
    hearing = making.hearing(making.member())
    later, given = hearing.ends_at, {"hearing": hearing, "heard": 0}
    first, second = making.moderator(), making.moderator()
    results = at_once(
        lambda: hearings.decide(moderator=first, verdict=verdict(), now=later, **given),
        lambda: hearings.decide(moderator=second, verdict=verdict(HearingOutcome.NOTHING), now=later, **given),
    )
    assert kinds(results) == ["AlreadyDecided", "Hearing"]
    hearing.refresh_from_db()
    assert (hearing.outcome == HearingOutcome.BLOCKED) == Sanction.objects.filter(hearing=hearing).exists()


def test_a_reply_against_the_decision_is_read_or_refused_and_never_lost(settings):
    settings.BLOCK_MODE = "hearing"
    hearing, by = making.hearing(making.member()), making.moderator()
    now = hearing.ends_at
    results = at_once(
        lambda: hearings.reply(hearing=hearing, words="It was a quotation.", now=now),
        lambda: hearings.decide(hearing=hearing, moderator=by, verdict=verdict(), heard=0, now=now),
    )
    replied, decided = (isinstance(one, Hearing) for one in results)
    assert kinds(results) in (["Hearing", "Unheard"], ["AlreadyDecided", "Hearing"])
    hearing.refresh_from_db()
    assert (replied, decided) == (bool(hearing.reply), Sanction.objects.exists())


def test_a_hearing_and_a_block_at_once_leave_nobody_blocked_with_an_open_hearing(settings):
    settings.BLOCK_MODE = "hearing"
    comment = making.comment(making.article(), author=making.member())
    at_once(
        lambda: making.hearing(comment.author, evidence=comment),
        lambda: making.block(comment.author, urgency="She waits for him."),
    )
    comment.author.refresh_from_db()
    assert comment.author.blocked_at
    assert not Hearing.objects.open().exists()


def test_a_reader_is_warned_once_and_paused_once_for_misuse_of_reports():
    reader = making.member()

    def send(now):
        complaint = reports.Complaint(ground=making.ground(5))
        return reports.lodge(comment=making.comment(making.article()), complaint=complaint, reporter=reader, now=now)

    report, *_others = [send(NOW) for _ in range(3)]
    given = {"report": report, "factors": misuse.Factors(3, "f", "g")}
    first, second = making.moderator(), making.moderator()
    warned = at_once(*[lambda by=by: misuse.warn(moderator=by, now=NOW, **given) for by in (first, second)])
    assert kinds(warned) == ["AlreadyWarned", "Misuse"]
    later = NOW + timedelta(days=1)
    send(later)
    paused = at_once(*[lambda by=by: misuse.pause(moderator=by, days=3, now=later, **given) for by in (first, second)])
    assert kinds(paused) == ["AlreadyPaused", "Misuse"]
