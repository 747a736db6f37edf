"""The report of a period, file by file, against files that were read line by line once (V50, due-process D23)."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from moderation import dsa
from moderation.actions import appeals, decisions, reports, rules, sanctions, suspensions
from moderation.actions.statements import Reasons
from moderation.commission import counting, files, tables, template
from moderation.commission.counting import MEASURES, NOTICES, Period
from moderation.enums import RESTRICTIONS, AppealKind, AppealOutcome, Measure, SanctionKind
from moderation.models import Decision, Ground, Report, StatementOfReasons
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
HEAD = tables.Head("The Harbour Press", "harbour.example", Period(FIRST, LAST), date(2026, 4, 20), date(2025, 4, 19))


def because(number, law=""):
    return Reasons(ground=Ground.objects.get(number=number), facts="It is.", why="It does.", law=law)


def remove(comment, number, *, law="", after=timedelta(0), by=None):
    judged = {"version": 1, "moderator": by or making.moderator(), "now": NOW + after}
    return decisions.remove(comment=comment, reasons=because(number, law), **judged)


def notice(comment, now=NOW, **said):
    complaint = reports.Complaint(
        text="It is a threat.", name="A", email="a@example.org", is_in_good_faith=True, **said
    )
    return reports.lodge(comment=comment, complaint=complaint, reporter=None, now=now)


@pytest.fixture
def month():
    """Let a month pass in which one of each thing happens."""
    rules.load(now=NOW - DAY)
    article = making.article()
    for number in (1, 2, 2, 9, 13):
        remove(making.comment(article), number)
    found = remove(making.comment(article), 12)
    StatementOfReasons.objects.filter(pk=found.statement_id).update(is_detected_automatically=True)
    redacted = making.comment(article)
    judged = {"version": 1, "moderator": making.moderator(), "now": NOW}
    decisions.redact(comment=redacted, body="The […].", reasons=because(7), **judged)
    notice(acted := making.comment(article))
    remove(acted, 5, law="§ 241 StGB", after=3 * HOUR)
    notice(making.comment(article))
    notice(left_up := making.comment(article), is_about_abuse=True)
    judged = {"version": 1, "moderator": making.moderator()}
    decisions.publish(comment=left_up, now=NOW + HOUR, **judged)
    objection = reports.contest(report=left_up.reports.get(), words="Look again.", sender="", now=NOW + DAY)
    decisions.publish(comment=left_up, now=NOW + DAY + 2 * HOUR, **judged)
    assert objection.received_at == NOW + DAY
    member = making.person()
    first = making.block(member, reasons=because(18))
    other = making.moderator()
    lodged = appeals.lodge(
        kind=AppealKind.REVIEW, person=member, subject="Review", explanation="It was not me.",
        contested=first.imposed_by_decision, now=NOW + DAY,
    )  # fmt: skip
    appeals.decide(
        appeal=lodged, moderator=other, outcome=AppealOutcome.ANNULLED, answer="You are right.", now=NOW + 2 * DAY
    )
    sanctions.lift(sanction=making.block(making.person(), reasons=because(18)), moderator=other, now=NOW + DAY)
    making.block(making.person(), reasons=because(5), kind=SanctionKind.CLOSURE)
    suspended = making.comment(article)
    suspensions.suspend(evidence=suspended, moderator=making.moderator(), reasons=because(17), days=3, now=NOW)


def read(head=HEAD):
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text, _lines in files.written(head)}


def test_a_month_reads_as_the_golden_files_do(month):
    said = {name: text for name, text, _lines in files.written(HEAD)}
    orders = said.pop("Part_3_member_states_orders.csv")
    assert sorted(said) == sorted(path.name for path in GOLDEN.iterdir())
    for name, text in said.items():
        assert text == (GOLDEN / name).read_bytes().decode(), name
    assert orders.count("\r\n") == 1 + 28 * len(list(tables.lines(3, ())))


def test_each_figure_is_one_that_a_plain_query_finds(month):
    table = read()
    start, end = HEAD.period.within
    made = Decision.objects.filter(made_at__gte=start, made_at__lt=end, measure__in=counting.COLUMNS)
    totals = [
        int(table[f"Part_{part}"][0][MEASURES]) for part in ("5_own_initiative_illegal.csv", "6_own_initiative_TC.csv")
    ]
    assert sum(totals) == made.exclude(source="notice").count() == 11
    assert int(table["Part_4_notices.csv"][0][NOTICES]) == Report.objects.filter(kind="illegal").count() - 1 == 3
    by_whom = {
        row["Indicator"]: row["Value"] for row in table["Part_8_automated_means.csv"] if row["Scope"] == "Total number"
    }
    assert by_whom["Number of measures not taken by automated means"] == str(made.count()) == "12"


def test_measures_of_a_line_are_the_sum_of_its_restrictions(month):
    for name in ("Part_5_own_initiative_illegal.csv", "Part_6_own_initiative_TC.csv"):
        for row in read()[name]:
            assert int(row[MEASURES]) == sum(int(row[column]) for column in counting.COLUMNS.values())


def test_an_empty_period_gives_valid_rows_of_zeroes(month):
    later = read(replace(HEAD, period=Period(date(2026, 4, 1), date(2026, 4, 30))))
    assert len(later) == 9
    for name, rows in later.items():
        assert rows, name
        for row in rows:
            assert None not in row, name
            assert None not in row.values(), name
    for number in (3, 4, 5, 6):
        name = template.part(number)["file"]
        figures = template.part(number)["figures"]
        assert {row[one] for row in later[name] for one in figures if one.startswith("Median")} <= {""}
        assert {row[one] for row in later[name] for one in figures if not one.startswith("Median")} == {"0"}
    for name in ("Part_7_appeals_and_recidivism.csv", "Part_8_automated_means.csv"):
        assert {row["Value"] for row in later[name]} == {"0", ""}


@pytest.mark.parametrize(
    ("about", "total", "upheld", "reversed_"),
    [("all", 2, 1, 1), ("account", 1, 0, 1), ("notice", 1, 1, 0), ("visibility", 0, 0, 0)],
)
def test_complaints_are_those_of_the_restricted_and_of_who_gave_notice(month, about, total, upheld, reversed_):
    found = counting.sums(HEAD.period)
    names = [f"complaints.{about}.{name}" for name in ("total", "upheld", "reversed")]
    assert [found[name] for name in names] == [total, upheld, reversed_]


def test_what_an_objection_led_to_is_a_restriction_newly_imposed(month):
    left_up = Report.objects.filter(outcome="kept").order_by("pk").first()
    reports.contest(report=left_up, words="Look again.", sender="", now=NOW + 2 * DAY)
    remove(left_up.comment, 5, law="§ 241 StGB", after=3 * DAY)
    found = counting.sums(HEAD.period)
    assert (found["complaints.notice.reversed"], found["complaints.new_restrictions"]) == (1, 1)


def test_a_notice_of_another_person_or_another_text_is_no_objection(month):
    left_up = Report.objects.filter(outcome="kept").order_by("pk").first().comment
    complaint = reports.Complaint(text="A threat.", name="B", email="b@example.org", is_in_good_faith=True)
    other = reports.lodge(comment=left_up, complaint=complaint, reporter=None, now=NOW + 2 * DAY)
    assert other not in counting.objections(HEAD.period)
    type(left_up).objects.filter(pk=left_up.pk).update(edited_at=NOW + 3 * DAY)
    again = notice(left_up, now=NOW + 4 * DAY)
    assert again in counting.notices(HEAD.period)


def test_the_last_day_counts_and_the_next_does_not(month):
    remove(making.comment(making.article()), 5, after=timedelta(days=30))
    counted = {
        last: len(counting.own(Period(FIRST, date(2026, 3, last)))) for last in (2, 30, 31)
    }  # NOW is the second, at noon
    assert (counted[2], counted[30], counted[31]) == (11, 11, 11)
    assert len(counting.own(Period(FIRST, date(2026, 4, 1)))) == 12


def test_a_fixed_number_of_queries_counts_any_period(month, django_assert_num_queries):
    with django_assert_num_queries(14):
        files.written(HEAD)
    with django_assert_num_queries(14):
        files.written(replace(HEAD, period=Period(date(2025, 1, 1), date(2025, 12, 31))))


@pytest.mark.parametrize("measure", list(counting.COLUMNS))
def test_a_measure_stands_in_the_template(measure):
    assert counting.COLUMNS[measure] in template.part(5)["figures"]


def test_every_ground_that_ships_has_a_line_of_its_own():
    rules.load(now=NOW - DAY)
    for ground in Ground.objects.all():
        place = template.place(6, ground.dsa_category, ground.dsa_keyword)
        assert (place.category, place.keyword) == (ground.dsa_category, ground.dsa_keyword)


def test_the_command_writes_every_file_and_says_what_to_add(tmp_path, settings):
    settings.PUBLISHER_NAME = "The Harbour Press"
    out = io.StringIO()
    call_command("transparency_report", "2026-01-01", "2026-12-31", str(tmp_path / "report"), stdout=out)
    written = sorted(path.name for path in (tmp_path / "report").iterdir())
    assert written == sorted(one.name for one in files.written(HEAD))
    assert "Orders of authorities" in out.getvalue()
    summary = (tmp_path / "report" / "Part_1_summary.csv").read_bytes().decode()
    assert "Name of the service provider,The Harbour Press\r\n" in summary


def test_days_in_the_wrong_order_are_refused(tmp_path):
    with pytest.raises(CommandError, match="write the earlier one first"):
        call_command("transparency_report", "2026-12-31", "2026-01-01", str(tmp_path))


def test_the_archive_holds_the_same_files():
    written = files.written(HEAD)
    with ZipFile(io.BytesIO(files.archive(written))) as packed:
        held = [(name, packed.read(name).decode()) for name in packed.namelist()]
    assert held == [(one.name, one.text) for one in written]


def test_every_measure_that_the_transparency_database_knows_has_its_column():
    assert set(counting.COLUMNS) == set(dsa.MEASURES) == set(RESTRICTIONS) - {Measure.WARN}
