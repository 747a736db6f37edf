"""The figures of the transparency page, each from one named query (C77, DSA Art. 15)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, Self

from django.db.models import Count, F, Q, QuerySet

from moderation.enums import (
    RESTRICTIONS,
    AppealKind,
    AppealOutcome,
    HearingOutcome,
    Measure,
    MisuseStep,
    ReportKind,
    ReportOutcome,
    SanctionKind,
    SanctionState,
)
from moderation.enums.screening import NudgeAnswer
from moderation.models import (
    Appeal,
    Comment,
    Decision,
    Ground,
    Hearing,
    Misuse,
    Nudge,
    Report,
    Sanction,
    TakenFigures,
)

#: A count below this is shown as "fewer than": a figure must not point at a person.
SMALL = 5
#: So many years are shown, the current one among them.
YEARS = 5
#: For how long back the rules say how often each ground was applied.
APPLIED_WITHIN = timedelta(days=365)
#: Outcomes of a letter after which something else holds than before.
CHANGING = (AppealOutcome.LIFTED, AppealOutcome.ANNULLED, AppealOutcome.PARTLY)


@dataclass(frozen=True)
class PerGround:
    """Removals under one ground."""

    number: int
    code: str
    removed: int
    found_automatically: int


@dataclass(frozen=True)
class Figures:
    """What was written, reported, decided and contested from `start` to before `end`."""

    start: datetime
    end: datetime
    comments: int
    published_at_once: int
    held: int
    asked_again: int
    revised: int
    revised_and_published: int
    withdrawn: int
    removed: int
    removed_by_program: int
    redacted: int
    restored: int
    grounds: tuple[PerGround, ...]
    reports: dict[str, int]
    notices: int
    warned: int
    suspended: int
    blocks: int
    second_blocks: int
    deleted_accounts: int
    annulled_sanctions: int
    hearings: int
    hearings_replied: int
    hearings_led_to_block: int
    blocks_without_hearing: int
    misuse_warnings: int
    misuse_pauses: int
    letters: dict[str, dict[str, int]]
    median_hours_to_decide: float | None
    median_hours_to_answer: float | None
    #: When they were counted; None of those that are counted while somebody waits.
    taken_at: datetime | None = None

    @property
    def share_revised(self) -> float | None:
        """Return the share of those asked to think again whose changed text was published at once (C86).

        Where one of the two counts is masked, none is told: the other would give it away.
        """
        is_masked = self.asked_again < SMALL or 0 < self.revised_and_published < SMALL
        return None if is_masked else self.revised_and_published / self.asked_again

    @property
    def share_overturned(self) -> float | None:
        """Return the share of decided letters that changed the decision, wholly or in part; of few, none is told."""
        outcomes = [outcome for kind in self.letters.values() for outcome in kind.items()]
        decided = sum(count for _, count in outcomes)
        changed = sum(n for outcome, n in outcomes if outcome in CHANGING)
        return changed / decided if decided >= SMALL else None

    def as_data(self) -> dict[str, Any]:
        """Return the figures for JSON, small counts masked."""
        moments = {"start": self.start, "end": self.end, "taken_at": self.taken_at}
        data = asdict(self) | {name: at and at.isoformat() for name, at in moments.items()}
        return {key: mask(value) for key, value in data.items()}

    def as_stored(self) -> dict[str, Any]:
        """Return all of it but when it was counted, nothing masked."""
        return {name: value for name, value in asdict(self).items() if name != "taken_at"}

    @classmethod
    def stored(cls, row: TakenFigures) -> Self | None:
        """Read what a night has stored; None of what an earlier version of the program stored in another shape."""
        if row.data.keys() != {field.name for field in fields(cls)} - {"taken_at"}:
            return None
        start, end = (datetime.fromisoformat(row.data[name]) for name in ("start", "end"))
        grounds = tuple(PerGround(**one) for one in row.data["grounds"])
        return cls(**row.data | {"start": start, "end": end, "grounds": grounds}, taken_at=row.taken_at)


@dataclass(frozen=True)
class Applied:
    """How often each ground was applied to a comment or an account, by its number, in the time up to a moment."""

    until: datetime
    times: dict[int, int]

    def shown(self, number: int) -> int | str:
        """Return how often, small counts masked."""
        shown: int | str = mask(self.times.get(number, 0))
        return shown

    def as_stored(self) -> dict[str, Any]:
        return {"until": self.until, "times": {str(number): count for number, count in self.times.items()}}


def midnight(now: datetime) -> datetime:
    """Return when the day began, by UTC."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def years(now: datetime) -> range:
    """Return the years that are shown, the current one first."""
    return range(now.year, now.year - YEARS, -1)


def bounds(year: int, now: datetime) -> tuple[datetime, datetime]:
    """Say when a year begins and ends, the current one now."""
    return datetime(year, 1, 1, tzinfo=UTC), min(datetime(year + 1, 1, 1, tzinfo=UTC), now)


def taken(year: int) -> Figures | None:
    """Return a year as it was counted last night; None before the first."""
    row = TakenFigures.objects.filter(of=str(year)).first()
    return Figures.stored(row) if row else None


def taken_applied() -> Applied | None:
    """Return how often each ground was applied, as it was counted last night; None before the first."""
    row = TakenFigures.objects.filter(of=TakenFigures.GROUNDS).first()
    if row is None:
        return None
    times = {int(number): count for number, count in row.data["times"].items()}
    return Applied(datetime.fromisoformat(row.data["until"]), times)


def count_applied(now: datetime) -> Applied:
    """Count it: every restriction of the last twelve months, whatever became of it. One query."""
    restrictions = _made(now - APPLIED_WITHIN, now).filter(measure__in=RESTRICTIONS)
    return Applied(now, dict(restrictions.values_list("ground").annotate(Count("pk"))))


def mask(value: Any) -> Any:  # noqa: ANN401 # JSON values
    """Replace counts from 1 to 4 by "<5", wherever they stand; a ground's own number is no count."""
    if isinstance(value, dict):
        return {key: item if key in ("number", "code") else mask(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [mask(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < SMALL:
        return f"<{SMALL}"
    return value


def figures(start: datetime, end: datetime) -> Figures:
    """Count the period. A fixed number of queries, whatever the number of rows."""
    measures = _decisions(start, end)
    by_program = _made(start, end).filter(decided_by__isnull=True)
    automatic = _counts(by_program, "measure")
    # An edit is screened again; a comment was published at once, or held, when it was written.
    first = _counts(by_program.filter(comment_version=1, comment__imported__isnull=True), "measure")
    sanctions = Sanction.objects.filter(imposed_at__gte=start, imposed_at__lt=end)
    written = Comment.objects.written_here().filter(submitted_at__gte=start, submitted_at__lt=end)
    misused = Misuse.objects.filter(made_at__gte=start, made_at__lt=end)
    heard = Hearing.objects.filter(opened_at__gte=start, opened_at__lt=end)
    reports = Report.objects.filter(received_at__gte=start, received_at__lt=end)
    asked = Nudge.objects.filter(asked_at__gte=start, asked_at__lt=end)
    return Figures(
        start=start,
        end=end,
        comments=written.count(),
        published_at_once=first.get(Measure.PUBLISH, 0),
        held=first.get(Measure.HOLD, 0),
        asked_again=asked.count(),
        revised=asked.filter(answer=NudgeAnswer.REVISED).count(),
        revised_and_published=asked.filter(answer=NudgeAnswer.REVISED, is_published=True).count(),
        withdrawn=written.filter(withdrawn_at__isnull=False).count(),
        removed=measures.get(Measure.REMOVE, 0) - automatic.get(Measure.REMOVE, 0),
        removed_by_program=automatic.get(Measure.REMOVE, 0),
        redacted=measures.get(Measure.REDACT, 0),
        restored=measures.get(Measure.RESTORE, 0),
        grounds=_per_ground(start, end),
        reports=_counts(reports, "outcome", ReportOutcome.values),
        notices=reports.filter(kind=ReportKind.ILLEGAL).count(),
        warned=measures.get(Measure.WARN, 0),
        suspended=measures.get(Measure.SUSPEND, 0),
        blocks=sanctions.filter(kind=SanctionKind.BLOCK).count(),
        second_blocks=sanctions.filter(kind=SanctionKind.BLOCK, ordinal=Sanction.FINAL).count(),
        deleted_accounts=sanctions.filter(kind=SanctionKind.CLOSURE).count(),
        annulled_sanctions=sanctions.filter(state=SanctionState.ANNULLED).count(),
        hearings=heard.count(),
        hearings_replied=heard.filter(replied_at__isnull=False).count(),
        hearings_led_to_block=heard.filter(outcome=HearingOutcome.BLOCKED).count(),
        blocks_without_hearing=sanctions.filter(is_urgent=True).count(),
        misuse_warnings=misused.filter(step=MisuseStep.WARNING).count(),
        misuse_pauses=misused.filter(step=MisuseStep.PAUSE).count(),
        letters=_letters(start, end),
        median_hours_to_decide=_median_hours(_decision_times(start, end)),
        median_hours_to_answer=_median_hours(_answer_times(start, end)),
    )


def _made(start: datetime, end: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(made_at__gte=start, made_at__lt=end).order_by()


def _decisions(start: datetime, end: datetime) -> dict[str, int]:
    return _counts(_made(start, end), "measure")


def _counts(rows: QuerySet[Any], column: str, every: Iterable[str] = ()) -> dict[str, int]:
    """Count rows by the values of a column; `every` names values to show even when they do not occur."""
    counted = dict(rows.order_by().values_list(column).annotate(Count("pk")))
    return dict.fromkeys(every, 0) | counted


def _per_ground(start: datetime, end: datetime) -> tuple[PerGround, ...]:
    removals = _made(start, end).filter(measure__in=(Measure.REMOVE, Measure.REDACT))
    found = Count("pk", filter=Q(statement__is_detected_automatically=True))
    rows = removals.values_list("ground").annotate(removed=Count("pk"), found_automatically=found)
    counted = {ground: (removed, automatic) for ground, removed, automatic in rows}
    return tuple(PerGround(g.number, g.code, *counted.get(g.number, (0, 0))) for g in Ground.objects.order_by("number"))


def _letters(start: datetime, end: datetime) -> dict[str, dict[str, int]]:
    """Count decided letters by kind and outcome."""
    rows = Appeal.objects.filter(decided_at__gte=start, decided_at__lt=end).order_by()
    table: dict[str, dict[str, int]] = {kind: dict.fromkeys(AppealOutcome.values, 0) for kind in AppealKind.values}
    for kind, outcome, count in rows.values_list("kind", "outcome").annotate(Count("pk")):
        table[kind][outcome] = count
    return table


def _decision_times(start: datetime, end: datetime) -> Iterable[timedelta]:
    """Return how long cases waited for the person who decided them."""
    decided = _made(start, end).filter(decided_by__isnull=False, case__isnull=False)
    return decided.annotate(waited=F("made_at") - F("case__opened_at")).values_list("waited", flat=True)


def _answer_times(start: datetime, end: datetime) -> Iterable[timedelta]:
    """Return how long letters waited for the person who answered; what the rules answer at once waits for nobody."""
    answered = Appeal.objects.filter(decided_at__gte=start, decided_at__lt=end, decided_by__isnull=False)
    return answered.annotate(waited=F("decided_at") - F("received_at")).values_list("waited", flat=True)


def _median_hours(times: Iterable[timedelta]) -> float | None:
    hours = [time.total_seconds() / 3600 for time in times]
    return round(median(hours), 1) if hours else None
