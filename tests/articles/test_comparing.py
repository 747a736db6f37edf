"""What changed is told passage by passage and word by word (A58)."""

import pytest

from articles.comparing import compared, line, passages

pytestmark = pytest.mark.once


def told(old: str, new: str, live: str | None = None, read=passages) -> list[list[str]]:
    """Return the stretches in signs: [-gone-], {+come+}, "=" before what is as it was."""
    found = compared(read(old), read(new), read(new if live is None else live))
    return [["" if one.is_changed else "="] + [_signs(passage) for passage in one.passages] for one in found]


def _signs(passage) -> str:
    signs = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    said = ""
    for run in passage.runs:
        pieces = [f"{one.text}{one.address and f' ({one.address})'}" + " " * one.is_spaced for one in run.pieces]
        said += signs[run.kind].format("".join(pieces).rstrip()) + " " * run.is_spaced
    return said.rstrip() or "(changed again)"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("<p>A.</p>", "<p>A.</p>", [], id="nothing has changed"),
        pytest.param(
            "<p>It sails on Monday.</p>",
            "<p>It sails on Tuesday.</p>",
            [["", "It sails on [-Monday-] {+Tuesday+}."]],
            id="a word, without the sign after it",
        ),
        pytest.param(
            "<p>It sails.</p>", "<p>It sails, late.</p>", [["", "It sails{+, late+}."]], id="words that have come"
        ),
        pytest.param("<p>It sails late.</p>", "<p>It sails.</p>", [["", "It sails [-late-]."]], id="that are gone"),
        pytest.param(
            "<p>One.</p><p>It <em>sails</em> today.</p><h2>Two</h2><p>Three.</p>",
            "<p>One.</p><p>It <em>sails</em> tomorrow.</p><h2>Two</h2><p>Three.</p>",
            [["=", "One."], ["", "It sails [-today-] {+tomorrow+}."], ["=", "Two", "Three."]],
            id="what is as it was stands together",
        ),
        pytest.param("<p>It <em>sails</em>.</p>", "<p>It sails.</p>", [], id="marks are no words"),
        pytest.param(
            '<p>See <a href="https://a.example/">the list</a>.</p>',
            '<p>See <a href="https://b.example/">the list</a>.</p>',
            [["", "See [-the list (https://a.example/)-] {+the list (https://b.example/)+}."]],
            id="where a link leads",
        ),
        pytest.param(
            '<p>See <a href="https://a.example/">the old list</a> of it.</p>',
            '<p>See <a href="https://a.example/">the new list</a> of it.</p>',
            [["", "See the [-old-] {+new+} list of it."]],
            id="a link that leads there still",
        ),
        pytest.param(
            "<p>Alpha beta gamma.</p><p>One two three four.</p>",
            "<p>Wholly other words.</p><p>One two three five.</p>",
            [["", "[-Alpha beta gamma.-]", "{+Wholly other words.+}", "One two three [-four-] {+five+}."]],
            id="passages with little in common",
        ),
        pytest.param(
            "<ul><li>salt</li><li>two eggs and flour</li></ul>",
            "<ul><li>salt</li><li>three eggs and flour</li></ul>",
            [["=", "salt"], ["", "[-two-] {+three+} eggs and flour"]],
            id="items of a list",
        ),
        pytest.param(
            "<table><tr><th>Day</th><td>10</td></tr></table>",
            "<table><tr><th>Day</th><td>12</td></tr></table>",
            [["=", "Day"], ["", "[-10-]", "{+12+}"]],
            id="cells",
        ),
        pytest.param("<p>a<br>b c d</p>", "<p>a<br>b c e</p>", [["=", "a"], ["", "b c [-d-] {+e+}"]], id="lines"),
        pytest.param(
            "<p>He paid 3 for the old red boat here in the bay.</p>",
            "<p>She asked 3 of some new harbour here in the bay.</p>",
            [["", "[-He paid 3 for the old red boat-] {+She asked 3 of some new harbour+} here in the bay."]],
            id="no shreds between changes",
        ),
        pytest.param(
            "<p>أبحرت العبّارة يوم «الاثنين».</p>",
            "<p>أبحرت العبّارة يوم «الثلاثاء».</p>",
            [["", "أبحرت العبّارة يوم «[-الاثنين-] {+الثلاثاء+}»."]],
            id="another script",
        ),
    ],
)
def test_a_change_is_told_as_a_reader_follows_it(old, new, expected):
    assert told(old, new) == expected


def test_what_was_changed_or_taken_out_again_since_is_not_told():
    old = "<p>Kept.</p><p>Mr Grey owns the red boat.</p><p>He was fined for it.</p><p>It sails on Monday.</p>"
    new = "<p>Kept.</p><p>Mr Grey owns the blue boat.</p><p>He was fined for it.</p><p>It sails on Tuesday.</p>"
    live = "<p>Kept.</p><p>Somebody owns a boat.</p><p>It sails on Tuesday.</p>"
    assert told(old, new, live) == [["=", "Kept."], ["", "(changed again)", "It sails on [-Monday-] {+Tuesday+}."]]


def test_what_moved_and_was_taken_out_since_is_not_told():
    old = "<p>Mr Grey was fined.</p><p>It sails on Monday.</p><p>It is red.</p>"
    new = "<p>It sails on Monday.</p><p>It is red.</p><p>Mr Grey was fined.</p>"
    live = "<p>It sails on Monday.</p><p>It is red.</p>"
    assert told(old, new, live) == [
        ["", "(changed again)"],
        ["=", "It sails on Monday.", "It is red."],
        ["", "(changed again)"],
    ]


def test_what_was_put_in_quite_other_words_and_taken_out_since_is_not_told_either():
    assert told("<p>Mr Grey was fined.</p>", "<p>A skipper had to pay.</p>", "<p>It sails.</p>") == [
        ["", "(changed again)", "(changed again)"]
    ]


def test_repeated_words_are_told_whole_and_in_time():
    old, new = (f"<p>{' '.join(words * 1500)}</p>" for words in (["a", "b"], ["b", "a", "c"]))
    ((_changed, only),) = told(old, new)
    assert (only.startswith("[-a b a"), only.endswith("a c+}")) == (True, True)
    old, new = (
        "".join(f"<h2>{n}</h2><p>{' '.join(words * 40)}</p>" for n in range(400))
        for words in (["a", "b"], ["b", "a", "c"])
    )
    assert sum(len(stretch) - 1 for stretch in told(old, new) if not stretch[0]) == 400


def test_plain_lines_are_compared_as_they_are():
    assert told("The <b> ferry", "The <b> boat", read=line) == [["", "The <b> [-ferry-] {+boat+}"]]
    assert told("", "Late again", read=line) == [["", "{+Late again+}"]]


def test_texts_of_another_length_altogether_are_told_in_time():
    old = "".join(f"<p>word {number} of many</p>" for number in range(300))
    new = "".join(f"<p>another {number} of them</p>" for number in range(300))
    assert len(told(old, new)[0]) == 601
