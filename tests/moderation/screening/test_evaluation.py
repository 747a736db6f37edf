"""The report on labelled comments."""

import pytest

from moderation.screening import fresh
from moderation.screening.evaluation import Tally, evaluate
from moderation.screening.lines import Desk


def test_rows_are_counted_by_ground_and_language():
    rows = [
        {"text": "you idiot", "lang": "en", "grounds": [5], "scope": [5]},
        {"text": "you villain", "lang": "en", "grounds": [5], "scope": [5]},
        {"text": "a kind word", "lang": "en", "grounds": [], "scope": [5, 12]},
    ]

    report = evaluate(rows, Desk(fresh()))

    assert {key: (tally.recall, tally.false_positive_rate) for key, tally in report.tallies.items()} == {
        ("5", "en"): (0.5, 0.0),
        ("12", "en"): (0.0, 0.0),
    }
    assert (report.clean, report.flagged, report.held) == (1, 0, 0)


def test_auc_counts_ties_as_half():
    assert Tally(positive=[0.9, 0.5], negative=[0.5, 0.1]).auc == 0.875


def test_recall_is_measured_at_a_share_of_false_alarms():
    tally = Tally(positive=[0.9, 0.6, 0.2], negative=[n / 100 for n in range(100)])
    assert (tally.recall_at(0.05), tally.recall_at(0.5)) == (0.0, pytest.approx(2 / 3))


def test_the_report_can_be_read_by_programs():
    rows = [
        {"text": "you idiot", "lang": "en", "grounds": [5], "scope": [5]},
        {"text": "fine", "lang": "en", "grounds": [], "scope": [5]},
    ]
    report = evaluate(rows, Desk(fresh())).as_dict()
    [row] = report["grounds"]
    assert (row["ground"], row["language"], row["broken"], row["kept"], row["recall"], row["AUC"]) == (
        "5",
        "en",
        1,
        1,
        1.0,
        1.0,
    )
    assert report["clean"] == {"rows": 1, "flagged": 0.0, "held": 0.0}
    assert report["milliseconds"] > 0
