"""The report as text, as data and as a page."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

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


def test_what_is_not_counted_is_remembered_in_its_thread(tmp_path):
    copied = "Come to the old market hall on Friday and tell the council what you think about parking fees."
    thread = [
        {"id": str(n), "text": copied, "lang": "en", "grounds": [16], "scope": [16], "author": f"u{n}", "thread": "t",
         "split": "train" if n == 0 else "test", "scored": n != 1}
        for n in range(4)
    ]  # fmt: skip
    path, said = tmp_path / "thread.jsonl", StringIO()
    path.write_text("\n".join(map(json.dumps, thread)))
    call_command("evaluate_screening", str(path), "--json", stdout=said)
    [ground] = json.loads(said.getvalue())["grounds"]
    assert (ground["broken"], ground["recall"]) == (2, 1.0)


def test_text_and_data_say_the_same(tmp_path):
    lines = report(tmp_path / "rows.jsonl").splitlines()
    grounds = json.loads(report(tmp_path / "rows.jsonl", "--json"))["grounds"]
    assert [line.split()[:4] for line in lines[1:3]] == [["5", "en", "1", "1"], ["L", "en", "1", "0"]]
    assert [(one["ground"], one["recall"]) for one in grounds] == [("5", 1.0), ("L", 1.0)]


def test_what_cannot_be_said_is_not_given_as_nought(tmp_path):
    """Ground L has no row that keeps it, so that nothing is known of false alarms."""
    lines = report(tmp_path / "rows.jsonl").splitlines()
    assert lines[2].split()[6:] == ["-", "-", "-", "-"]
    grounds = json.loads(report(tmp_path / "rows.jsonl", "--json"))["grounds"]
    assert (grounds[1]["FPR"], grounds[1]["AUC"]) == (None, None)


@pytest.mark.parametrize("line", ["nope", "[1]", '{"text": 5}'])
def test_a_line_that_cannot_be_read_is_named(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line)
    with pytest.raises(CommandError, match="line 2"):
        call_command("evaluate_screening", str(path))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="no file"):
        call_command("evaluate_screening", str(tmp_path / "none.jsonl"))


def test_a_row_may_leave_its_language_out(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({key: value for key, value in ROWS[0].items() if key != "lang"}))
    said = StringIO()
    call_command("evaluate_screening", str(path), stdout=said)
    assert said.getvalue().splitlines()[1].split()[:2] == ["5", "und"]
