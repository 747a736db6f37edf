"""The figures of the report. Each is counted from stored decisions, notices and letters by one query."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from moderation import dsa
from moderation.commission import template
from moderation.commission.template import Place
from moderation.enums import (
    AppealKind,
    AppealOutcome,
    AppealState,
    Measure,
    MisuseStep,
    Omission,
    ReportKind,
    ReportOutcome,
    Source,
)
from moderation.models import Appeal, Decision, Misuse, Report

#: The column of parts 5 and 6 in which each measure is counted; a warning restricts nothing that the template knows.
COLUMNS = {
    Measure.REMOVE: "Visibility restriction Removal",
    Measure.REDACT: "Visibility restriction Other",
    Measure.SUSPEND: "Provision of the service Suspension",
    Measure.BLOCK: "Account restriction Suspension",
    Measure.CLOSE: "Account restriction Termination",
}
MEASURES = "Number of measures taken at the provider's own initiative "
DETECTED = "Number of measures taken after detection with solely automated means "
NOTICES = "Number of notices received "
ITEMS = "Number of specific items of information included in the total number of notices"
TIME_TO_ACT = "Median time to take action"
ON_THE_LAW = "Number of actions taken on the basis of the law"
ON_THE_TERMS = "Number of actions taken on the basis of the terms and conditions of the service"
#: What a complaint is about, by the measure that it contests; a warning is none of these and counts in the total alone.
CONTESTED = {
    Measure.REMOVE: "visibility",
    Measure.REDACT: "visibility",
    Measure.SUSPEND: "provision",
    Measure.BLOCK: "account",
    Measure.CLOSE: "account",
}
OUTCOMES = {
    AppealOutcome.UPHELD: "upheld",
    AppealOutcome.PARTLY: "partly",
    AppealOutcome.ANNULLED: "reversed",
    AppealOutcome.LIFTED: "reversed",
    AppealOutcome.OMITTED: "omitted",
}
#: And what became of a notifier's objection.
UPON_OBJECTION = {
    ReportOutcome.KEPT: "upheld",
    ReportOutcome.UNFOUNDED: "upheld",
    ReportOutcome.REMOVED: "reversed",
    ReportOutcome.GONE: "omitted",
}
ABOUT = ("all", "visibility", "provision", "account", "money", "notice", "flagger")


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both within, by UTC."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"

    @property
    def within(self) -> tuple[datetime, datetime]:
        """Return the moment of its beginning, and that before which it ends."""
        begin, end = (datetime.combine(day, time.min, tzinfo=UTC) for day in (self.first, self.last))
        return begin, end + timedelta(days=1)

    def of(self, column: str) -> Q:
        """Return the condition that a moment lies within."""
        start, end = self.within
        return Q(**{f"{column}__gte": start, f"{column}__lt": end})


@dataclass(frozen=True)
class Item:
    """Some of what a table counts, all of one line: numbers by heading, and for medians the hours that each took."""

    place: Place
    counts: Mapping[str, int]
    hours: tuple[float, ...] = ()
    #: What stands behind "other": the grounds by their code.
    ground: str = ""


@dataclass(frozen=True)
class Complaint:
    """What was complained of, what became of it, empty while it waits, and how many hours that took."""

    about: str
    became: str
    hours: float | None


def restrictions(period: Period) -> QuerySet[Decision]:
    """Return the measures of a period that restrict somebody, as the transparency database knows them."""
    return Decision.objects.filter(period.of("made_at"), measure__in=dsa.MEASURES).order_by()


def own(period: Period) -> QuerySet[Decision]:
    """Return those taken at the publisher's own initiative: upon no notice of illegal content, and no order."""
    return restrictions(period).exclude(source=Source.NOTICE).exclude(omission=Omission.ORDER)


def own_initiative(period: Period, *, is_illegal: bool) -> Iterator[Item]:
    """Count them for part 5, against the law, or part 6, against the rules alone."""
    law = Q(statement__is_illegal=True)
    rows = own(period).filter(law if is_illegal else ~law)
    columns = ("ground__dsa_category", "ground__dsa_keyword", "ground__code", "measure")
    detected = Count("pk", filter=Q(statement__is_detected_automatically=True))
    counted = rows.values_list(*columns).annotate(number=Count("pk"), found=detected)
    for category, keyword, code, measure, number, found in counted:
        place = template.place(5 if is_illegal else 6, category, keyword)
        yield Item(place, {MEASURES: number, DETECTED: found, COLUMNS[Measure(measure)]: number}, ground=code)


def notices(period: Period) -> QuerySet[Report]:
    """Return the notices of illegal content that came in, objections aside."""
    return _illegal(period).exclude(_is_objection())


def objections(period: Period) -> QuerySet[Report]:
    """Return what was said against leaving up: the same person's next notice of the same text (due-process D05)."""
    return _illegal(period).filter(_is_objection())


def notices_by_kind(period: Period) -> Iterator[Item]:
    """Count them for part 4, by the ground of what was done upon them, or else by what they say of themselves."""
    answers = Decision.objects.filter(
        comment=OuterRef("comment"), made_at=OuterRef("decided_at"), measure__in=(Measure.REMOVE, Measure.REDACT)
    ).order_by("pk")
    names = ("ground__dsa_category", "ground__dsa_keyword", "ground__code", "statement__is_illegal")
    answered = {f"did_{name.partition('__')[2]}": Subquery(answers.values(name)[:1]) for name in names}
    columns = ("is_about_abuse", "outcome", "received_at", "decided_at", *answered)
    for row in notices(period).annotate(**answered).values_list(*columns, named=True):
        is_acted = row.outcome == ReportOutcome.REMOVED
        law = is_acted and bool(row.did_is_illegal)
        yield Item(
            _place_of_notice(row, is_acted=is_acted),
            {NOTICES: 1, ITEMS: 1, ON_THE_LAW: int(law), ON_THE_TERMS: int(is_acted and not law)},
            hours=(_hours(row.decided_at - row.received_at),) if is_acted else (),
            ground=row.did_code or "" if is_acted else "",
        )


def sums(period: Period) -> dict[str, int | float | None]:
    """Return the figures of parts 7 and 8 by their names in the template; None where there is nothing to tell."""
    figures: dict[str, int | float | None] = {}
    complaints = [*_letters(period), *_objections(period)]
    for about in ABOUT:
        some = [one for one in complaints if about in ("all", one.about)]
        figures |= {f"complaints.{about}.{name}": value for name, value in _answers(some).items()}
    suspended = restrictions(period).filter(measure__in=(Measure.SUSPEND, Measure.BLOCK))
    return figures | {
        "complaints.new_restrictions": restrictions(period).filter(source=Source.COMPLAINT).count()
        + sum(one.about == "notice" and one.became == "reversed" for one in complaints),
        **{f"disputes.{name}": value for name, value in _answers([]).items()},
        "disputes.implemented": None,
        "suspensions.illegal": suspended.filter(statement__is_illegal=True).count(),
        "suspensions.notices": Misuse.objects.filter(period.of("made_at"), step=MisuseStep.PAUSE).count(),
        "suspensions.complaints": 0,
        **_by_whom("measures", restrictions(period), Q(decided_by__isnull=True)),
        **_by_whom("own", own(period), Q(decided_by__isnull=True)),
        **_by_whom("notices", notices(period), Q(outcome=ReportOutcome.DUPLICATE, decided_at=F("received_at"))),
        **_by_whom("flaggers", Report.objects.none(), Q()),
    }


def middle(hours: Iterable[float]) -> float | None:
    """Return the median, to a tenth of an hour."""
    every = list(hours)
    return round(median(every), 1) if every else None


def _place_of_notice(row: Any, *, is_acted: bool) -> Place:  # noqa: ANN401 # a named row
    if is_acted and row.did_dsa_category:
        return template.place(4, row.did_dsa_category, row.did_dsa_keyword)
    if row.is_about_abuse:
        return Place(template.MINORS, template.ABUSE)
    return Place(template.NOT_SPECIFIED, "")


def _illegal(period: Period) -> QuerySet[Report]:
    return Report.objects.filter(period.of("received_at"), kind=ReportKind.ILLEGAL).order_by("pk")


def _is_objection() -> Exists:
    """Return the condition that the text was left up on an earlier notice by the same person, and is the same still."""
    person = Q(reporter=OuterRef("reporter")) | (Q(reporter__isnull=True, email=OuterRef("email")) & ~Q(email=""))
    written = Coalesce(OuterRef("comment__edited_at"), OuterRef("comment__submitted_at"))
    earlier = Report.objects.filter(person, comment=OuterRef("comment"), kind=ReportKind.ILLEGAL)
    kept = earlier.filter(outcome=ReportOutcome.KEPT, decided_at__lte=OuterRef("received_at"), decided_at__gte=written)
    return Exists(kept.exclude(pk=OuterRef("pk")))


def _letters(period: Period) -> Iterator[Complaint]:
    """Return the letters that contest a decision; those that ask for clemency, or lack something, are none."""
    rows = Appeal.objects.filter(period.of("received_at"), kind__in=(AppealKind.REVIEW, AppealKind.COMPLAINT))
    columns = ("contested__measure", "outcome", "received_at", "decided_at")
    for measure, outcome, came, went in rows.exclude(state=AppealState.INCOMPLETE).order_by("pk").values_list(*columns):
        yield Complaint(CONTESTED.get(measure, ""), OUTCOMES.get(outcome, ""), _hours(went - came) if went else None)


def _objections(period: Period) -> Iterator[Complaint]:
    for outcome, came, went in objections(period).values_list("outcome", "received_at", "decided_at"):
        yield Complaint("notice", UPON_OBJECTION.get(ReportOutcome(outcome), ""), _hours(went - came) if went else None)


def _answers(complaints: list[Complaint]) -> dict[str, int | float | None]:
    """Count complaints by what became of them; those that wait are in the total alone."""
    became = [one.became for one in complaints]
    decided = [one.hours for one in complaints if one.hours is not None and one.became not in ("", "omitted")]
    counted = {name: became.count(name) for name in ("upheld", "partly", "reversed", "omitted")}
    return {"total": len(complaints), **counted, "hours": middle(decided)}


def _by_whom(name: str, rows: QuerySet[Any], by_program: Q) -> dict[str, int | float | None]:
    every, automated = rows.count(), rows.filter(by_program).count()
    return {f"{name}.automated": automated, f"{name}.human": every - automated, f"{name}.accuracy": None}


def _hours(waited: timedelta) -> float:
    return waited.total_seconds() / 3600
