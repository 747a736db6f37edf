"""The report as text, as data and as a page."""

import json
import re
from io import StringIO

from django.core.management import call_command

ROWS = [
    {"id": "1", "text": "You are an idiot", "lang": "en", "grounds": [5], "scope": [5], "split": "test"},
    {"id": "2", "text": "A kind word", "lang": "en", "grounds": [], "scope": [5], "split": "test"},
    {"id": "3", "text": "Ein Wort auf Deutsch, mitten in der Zeitung", "lang": "en", "grounds": ["L"], "scope": ["L"],
     "split": "test"},
    {"id": "4", "text": "for teaching", "lang": "en", "grounds": [], "scope": [5], "split": "train"},
]  # fmt: skip


def report(path, *options):
    said = StringIO()
    path.write_text("\n".join(map(json.dumps, ROWS)))
    call_command("evaluate_screening", str(path), *options, stdout=said)
    return said.getvalue()


def test_the_page_has_a_plot_for_every_ground_and_nothing_from_outside(tmp_path):
    page = tmp_path / "report.html"
    report(tmp_path / "rows.jsonl", "--html", str(page))
    said = page.read_text()
    assert re.findall("<h3>(.*?)</h3>", said) == ["Ground 5, en", "Ground L, en"]
    assert 'aria-label="Ground 5, en: recall 1.00 at 0.000 false alarms, AUC 1.00"' in said
    assert not re.search(r"https?://|<script|\sstyle=", said)


def test_text_and_data_say_the_same(tmp_path):
    lines = report(tmp_path / "rows.jsonl").splitlines()
    grounds = json.loads(report(tmp_path / "rows.jsonl", "--json"))["grounds"]
    assert [line.split()[:4] for line in lines[1:3]] == [["5", "en", "1", "1"], ["L", "en", "1", "0"]]
    assert [(one["ground"], one["recall"]) for one in grounds] == [("5", 1.0), ("L", 1.0)]
