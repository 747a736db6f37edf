"""The parts of the report, each as rows of cells under the regulation's headings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moderation.commission import counting, template
from moderation.commission.counting import TIME_TO_ACT, Item, Period
from moderation.commission.template import OTHER, TOTAL

Cell = str | int | float
Row = Sequence[Cell]
HOURS = "Hours."
NO_RATE = "No measure is taken, and no notice decided, by automated means alone: there is no rate to tell."


@dataclass(frozen=True)
class Head:
    """Whose report it is, for which days, and when it is published."""

    provider: str
    service: str
    period: Period
    published: date
    #: When the report before this one was published, if there was one.
    previous: date | None = None


@dataclass(frozen=True)
class Line:
    """One line of a table by category: what stands in its category column, and what is counted in it."""

    code: str
    items: Sequence[Item]

    @property
    def other(self) -> str:
        """Say what "other" is, where something is counted there."""
        return "; ".join(sorted({one.ground for one in self.items if one.ground})) if self.code == OTHER else ""


def every(head: Head) -> Iterator[tuple[str, Iterable[Row]]]:
    """Return the name and the rows of each part, headings first. A fixed number of queries."""
    period = head.period
    of_notices = list(counting.notices_by_kind(period))
    illegal, terms = (list(counting.own_initiative(period, is_illegal=law)) for law in (True, False))
    sums = counting.sums(period)
    yield _named(1, [], _identification(head))
    yield _named(2, [], _categories())
    yield _named(3, _figures(3), _orders(head))
    yield _named(4, _figures(4), _by_category(4, head, of_notices))
    yield _named(5, _figures(5), _by_category(5, head, illegal))
    yield _named(6, _figures(6), _by_category(6, head, terms))
    yield _named(7, [], _by_indicator(7, head, sums))
    yield _named(8, [], _by_indicator(8, head, sums))
    yield _named(11, [], _in_words(head))


def lines(number: int, items: Sequence[Item]) -> Iterator[Line]:
    """Sort what was counted into a part's lines: the total, each category, and below it each of its keywords."""
    yield Line(TOTAL, items)
    for category in template.categories(number):
        here = [one for one in items if one.place.category == category.code]
        yield Line(category.code, here)
        for keyword, _name in category.keywords:
            yield Line(keyword, [one for one in here if one.place.keyword == keyword])


def figure(heading: str, items: Iterable[Item]) -> Cell:
    """Return one figure of a line: a number, or a median, which is empty where there is nothing to take it of."""
    if heading == TIME_TO_ACT:
        hours = counting.middle(hours for one in items for hours in one.hours)
        return "" if hours is None else hours
    if heading.startswith("Median"):
        return ""
    return sum(one.counts.get(heading, 0) for one in items)


def _named(number: int, figures: Sequence[str], rows: Iterable[Row]) -> tuple[str, Iterable[Row]]:
    said = template.part(number)
    return said["file"], [(*said["head"], *figures), *rows]


def _figures(number: int) -> Sequence[str]:
    said = template.part(number)
    return (*said["figures"], *said["context"])


def _identification(head: Head) -> Iterator[Row]:
    for indicator, value in (
        ("Name of the service provider", head.provider),
        ("Date of the publication of the report", head.published),
        ("Date of the publication of the latest previous report", head.previous or ""),
        ("Starting date of reporting period", head.period.first),
        ("Ending date of reporting period", head.period.last),
    ):
        yield "All", head.service, indicator, str(value)


def _categories() -> Iterator[Row]:
    for number, category in enumerate(template.categories(), start=1):
        yield str(number), category.name, category.code, ""
        for letter, (code, name) in zip("abcdefghij", category.keywords, strict=False):
            yield f"{number}{letter}", name, code, ""


def _orders(head: Head) -> Iterator[Row]:
    """Write the table of orders: none, for the site keeps no list of them."""
    said = template.part(3)
    for scope in (TOTAL, *said["member_states"]):
        for line in lines(3, ()):
            yield _line(3, head, line, scope)


def _by_category(number: int, head: Head, items: Sequence[Item]) -> Iterator[Row]:
    for line in lines(number, items):
        yield _line(number, head, line)


def _line(number: int, head: Head, line: Line, *scope: str) -> Row:
    said = template.part(number)
    cells = [figure(heading, line.items) for heading in said["figures"]]
    context = [
        HOURS if heading.startswith("Median") and cell != "" else ""
        for heading, cell in zip(said["figures"], cells, strict=True)
    ]
    start = (said["applicability"], head.service, str(head.period), line.code, line.other)
    return (*start, *scope, *cells, *context)


def _by_indicator(number: int, head: Head, sums: dict[str, int | float | None]) -> Iterator[Row]:
    for applicability, section, indicator, scope, name in template.part(number)["rows"]:
        value = sums.get(name)
        start = (applicability, head.service, str(head.period), section, indicator, scope)
        yield *start, "" if value is None else value, _context(name, value)


def _in_words(head: Head) -> Iterator[Row]:
    for one in template.part(11)["texts"]:
        yield "All", head.service, str(head.period), one["indicator"], one["text"].strip()


def _context(name: str, value: int | float | None) -> str:
    """Say in what a median is counted, and why there is no rate."""
    if name.endswith(".accuracy"):
        return NO_RATE
    return HOURS if name.endswith(".hours") and value is not None else ""
