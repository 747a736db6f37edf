"""The report on labelled comments."""

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
