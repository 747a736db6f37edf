"""Who sends unfounded reports again and again is warned, then paused, and heard in their own matters (V46)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import OutboxItem
from accounts.privacy import retention
from articles.models import Article
from articles.reach import OutOfReach
from moderation import transparency
from moderation.actions import appeals, misuse, reports, sanctions
from moderation.actions.misuse import Factors
from moderation.commission import counting
from moderation.enums import AppealKind, MisuseStep, ReportOutcome
from moderation.models import Misuse, Report
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTORS = Factors(3, "Three reports of the same weather remark.", "Moderators read them all.", "He said he would.")


def send(reader, now=NOW, **complaint):
    """Report a comment below the same article as ever."""
    said = {"ground": making.ground(5)} | complaint
    article = Article.objects.first() or making.article()
    return reports.lodge(comment=making.comment(article), complaint=reports.Complaint(**said), reporter=reader, now=now)


def notice(reader, now, **said):
    about = {"ground": None, "text": "Paragraph 185.", "is_in_good_faith": True}
    return send(reader, now, **about | said)


@pytest.fixture
def report():
    reader = making.member()
    first, *_others = [send(reader) for _ in range(4)]
    return first


def warn(report, now=NOW, **fields):
    return misuse.warn(report=report, now=now, **{"moderator": making.moderator(), "factors": FACTORS} | fields)


def pause(report, now=NOW + 2 * DAY, **fields):
    given = {"moderator": making.moderator(), "factors": FACTORS, "days": 7}
    return misuse.pause(report=report, now=now, **given | fields)


@pytest.fixture
def paused(report):
    warn(report)
    send(report.reporter, NOW + DAY)
    return pause(report)


def test_nobody_is_paused_without_a_warning_and_a_report_after_it(report):
    with pytest.raises(misuse.NoWarning):
        pause(report)
    warning = warn(report)
    with pytest.raises(misuse.NothingSince):
        pause(report)
    send(report.reporter, NOW + DAY)
    made = pause(report)
    assert (made.warning, made.ends_at, made.of_all, made.share) == (warning, NOW + 9 * DAY, 5, 60)
    assert (made.gravity, made.intention) == (FACTORS.gravity, FACTORS.intention)


def test_both_are_told_with_the_factors_and_how_to_object(paused):
    warned = OutboxItem.objects.get(key=f"misuse:{paused.warning.reference}").payload
    assert "This is a warning" in warned["text"]
    told = OutboxItem.objects.get(key=f"misuse:{paused.reference}").payload["text"]
    said = ("Until 11 March 2026", FACTORS.facts, "3 of your 5 reports", FACTORS.gravity, FACTORS.intention)
    for words in (*said, paused.reference, "Letters about your own comments"):
        assert words in told


def test_a_report_under_the_rules_is_refused_until_the_second_it_ends(paused):
    with pytest.raises(reports.Paused) as refused:
        send(paused.person, paused.ends_at - timedelta(seconds=1))
    assert refused.value.until == paused.ends_at
    assert send(paused.person, paused.ends_at).case


def test_a_notice_is_kept_and_comes_into_the_queue_when_the_pause_is_over(paused):
    kept = notice(paused.person, NOW + 3 * DAY)
    assert (kept.case, kept.waits_until) == (None, paused.ends_at)
    letter = OutboxItem.objects.get(key=f"report_received:{kept.reference}")
    assert "is not looked at before 11 March 2026" in letter.payload["text"]
    assert reports.take_up(now=paused.ends_at - timedelta(seconds=1)) == "0 notices taken up"
    assert reports.take_up(now=paused.ends_at) == "1 notices taken up"
    kept.refresh_from_db()
    assert (kept.case.closed_at, kept.waits_until, kept.outcome) == (None, None, ReportOutcome.OPEN)


@pytest.mark.parametrize("grave", [{"is_danger": True}, {"is_about_abuse": True}])
def test_what_cannot_wait_reaches_a_moderator_at_once(paused, grave):
    assert notice(paused.person, NOW + 3 * DAY, **grave).case


def test_letters_of_ones_own_and_objections_to_answers_are_untouched(paused):
    sanction = making.block(paused.person, now=NOW + 3 * DAY)
    about = {"person": paused.person, "contested": sanction.imposed_by_decision, "kind": AppealKind.RESTORATION}
    assert appeals.lodge(**about, subject="s", explanation="It was not me.", now=NOW + 3 * DAY).case
    earlier = Report.objects.filter(reporter=paused.person).first()
    reports.settle(comment=earlier.comment, outcome=ReportOutcome.KEPT, now=NOW + 3 * DAY)
    earlier.refresh_from_db()
    assert reports.contest(report=earlier, words="Look again.", sender="", now=NOW + 3 * DAY).case


def test_an_early_end_takes_up_what_was_kept_and_is_told(paused):
    kept = notice(paused.person, NOW + 3 * DAY)
    misuse.take_back(misuse=paused, moderator=making.moderator(), now=NOW + 4 * DAY)
    kept.refresh_from_db()
    assert kept.case
    assert send(paused.person, NOW + 4 * DAY).case
    assert OutboxItem.objects.filter(key=f"misuse_taken_back:{paused.reference}").exists()
    with pytest.raises(misuse.NotStanding):
        misuse.take_back(misuse=paused, moderator=making.moderator(), now=NOW + 4 * DAY)


def test_no_pause_outlives_its_warning(paused):
    misuse.take_back(misuse=paused.warning, moderator=making.moderator(), now=NOW + 4 * DAY)
    assert not Misuse.objects.of(paused.person).pausing(NOW + 4 * DAY).exists()
    with pytest.raises(misuse.NoWarning):
        pause(Report.objects.filter(reporter=paused.person).first(), NOW + 5 * DAY)


def test_a_warning_holds_for_a_year(report):
    warn(report)
    later = NOW + misuse.REMEMBERED
    for _ in range(3):
        send(report.reporter, later)
    with pytest.raises(misuse.NoWarning):
        pause(report, later)
    assert warn(report, later)


@pytest.mark.parametrize(
    ("factors", "refusal"),
    [
        (Factors(2, "f", "g"), misuse.TooFew),
        (Factors(5, "f", "g"), misuse.TooFew),
        (Factors(3, " ", "g"), misuse.FactorsMissing),
        (Factors(3, "f", ""), misuse.FactorsMissing),
    ],
)
def test_the_factors_are_spoken_to(report, factors, refusal):
    with pytest.raises(refusal):
        warn(report, factors=factors)
    assert not Misuse.objects.exists()


def test_whom_nobody_may_act_against_is_not_warned(report):
    with pytest.raises(sanctions.NotAllowed):
        warn(report, moderator=report.reporter)
    with pytest.raises(OutOfReach):
        warn(report, moderator=making.limited_moderator(["elsewhere"], ["de"]))
    said = {"name": "A.", "email": "a@x.org"}
    with pytest.raises(misuse.NobodysReport):
        warn(notice(None, NOW, **said))
    warn(report)
    with pytest.raises(misuse.AlreadyWarned):
        warn(report)


def test_one_pause_at_a_time_of_a_length(paused):
    report = Report.objects.filter(reporter=paused.person).first()
    with pytest.raises(misuse.AlreadyPaused):
        pause(report, NOW + 3 * DAY)
    for days in (0, misuse.MOST_DAYS + 1):
        with pytest.raises(ValueError, match=str(days)):
            pause(report, days=days)


def test_it_is_counted_in_public(paused):
    counted = transparency.figures(NOW - HOUR, NOW + 3 * DAY)
    assert (counted.misuse_warnings, counted.misuse_pauses) == (1, 1)
    told = counting.sums(counting.Period(NOW.date(), NOW.date() + 3 * DAY))
    assert told["suspensions.notices"] == 1


def test_the_database_takes_no_pause_that_is_none(paused):
    """Each of these rows is a pause but for one thing."""
    row = {
        field.attname: getattr(paused, field.attname)
        for field in Misuse._meta.concrete_fields
        if field.name not in ("id", "reference")
    }
    after = {"made_at": paused.ends_at, "ends_at": paused.ends_at + 2 * DAY}
    wrong = {
        "no warning": after | {"warning_id": None},
        "another’s warning": after | {"person_id": making.member().pk},
        "no earlier one": {"made_at": NOW},
        "a pause for a warning": after | {"warning_id": paused.pk},
        "beside a pause that lasts": {"made_at": NOW + 3 * DAY},
        "longer than ninety days": after | {"ends_at": paused.ends_at + 90 * DAY + HOUR},
        "without a factor": after | {"gravity": " "},
        "more than there are": after | {"unfounded": 6},
        "without an end": after | {"ends_at": None},
    }
    for name, columns in wrong.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            assert Misuse.objects.create(**row | columns), name
    assert Misuse.objects.create(**row | after)


def test_the_database_keeps_what_was_told(paused):
    changes = ("facts = 'Others.'", "ends_at = made_at", "warning_id = NULL", "unfounded = 4", "step = 'warning'")
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE moderation_misuse SET {change} WHERE id = {paused.pk}")  # noqa: S608 # those above
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM moderation_misuse")
    assert Misuse.objects.filter(step=MisuseStep.PAUSE).count() == 1


def test_its_words_go_when_their_time_is_over(paused):
    retention.run(now=NOW + timedelta(days=4 * 365))
    paused.refresh_from_db()
    assert (paused.facts, paused.gravity, paused.intention, paused.unfounded) == ("", "", "", 3)
