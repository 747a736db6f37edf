"""The report on labelled comments as a page of one file, with plots."""

from base64 import b64encode
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from moderation.screening.evaluation import Report, Tally

#: Side of a plot in its own units, and the share of false alarms at its right edge: beyond that nobody works.
SIDE, WIDEST = 200, 0.2


@dataclass(frozen=True)
class Plot:
    """How recall grows with false alarms under one ground in one language, and where the shipped cuts stand."""

    ground: str
    language: str
    tally: Tally
    line: str
    x: float
    y: float


def page(report: Report) -> str:
    """Render the report; it refers to nothing outside itself."""
    style = render_to_string("moderation/evaluation/style.css").encode()
    plots = [_plot(ground, language, tally) for (ground, language), tally in report.sorted()]
    context = {
        "style": b64encode(style).decode(),
        "plots": plots,
        "report": report.as_dict(),
        "side": SIDE,
        "widest": 100 * WIDEST,
    }
    with override("en"):  # as the command's text, whoever runs it
        return render_to_string("moderation/evaluation/page.html", context)


def _plot(ground: str, language: str, tally: Tally) -> Plot:
    points = [_at(*point) for point in tally.curve() if point[0] <= WIDEST]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = _at(min(tally.false_positive_rate, WIDEST), tally.recall)
    return Plot(ground, language, tally, line, x, y)


def _at(false_alarms: float, recall: float) -> tuple[float, float]:
    return SIDE * false_alarms / WIDEST, SIDE * (1 - recall)
