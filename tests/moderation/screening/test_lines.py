"""JSON lines in, JSON lines out."""

import json

import pytest

from moderation.screening import fresh
from moderation.screening.lines import Desk

CAMPAIGN = "The council lied to all of us about the price of the new library and must resign today"


def answers(*lines):
    return [json.loads(answer) for answer in Desk(fresh()).answers(lines)]


def test_every_line_is_answered():
    first, second = answers('{"id": "a", "text": "fine"}', '{"id": "b", "text": "you 1d10t idiot"}')

    assert (first["id"], first["grounds"], first["action"]) == ("a", [], "none")
    assert (second["id"], second["grounds"], second["action"]) == ("b", [5, 18], "flag")


def test_a_malformed_line_gets_an_error_and_the_run_goes_on():
    results = answers(
        "nonsense", "[]", '{"id": 1}', '{"id": 2, "text": "x", "created": "yesterday"}', '{"id": 3, "text": ""}'
    )

    assert ["error" in result for result in results] == [True, True, True, True, False]
    assert [result["id"] for result in results] == [None, None, 1, 2, 3]


@pytest.mark.parametrize("line", ["", "\n", " \r\n", "\f\n"])
def test_an_empty_line_is_answered_too(line):
    assert answers(line) == [{"id": None, "error": "empty line"}]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"id": 1, "text": NaN}', id="not a number for a text"),
        pytest.param('{"id": 1e999, "text": "x"}', id="a number that no machine holds"),
        pytest.param('{"id": %s, "text": "x"}' % ("9" * 5000), id="a number of five thousand digits"),
        pytest.param('{"id": 1, "text": null}', id="no text but null"),
        pytest.param('{"id": 1, "text": 7}', id="a number for a text"),
        pytest.param('{"id": 1, "text": ["x"]}', id="a list for a text"),
        pytest.param('{"id": 1, "text": "x", "article": [1]}', id="a list for an article"),
        pytest.param('{"id": 1, "text": "x", "created": 1e300}', id="a number for a date"),
        pytest.param("[" * 200_000, id="nested without end"),
        pytest.param('{"id": ' + "[" * 100_000 + "]" * 100_000 + ', "text": "x"}', id="an id nested without end"),
        pytest.param('"text"', id="a string"),
        pytest.param("12", id="a number"),
        pytest.param("\ufeff{}", id="a mark of byte order within"),
    ],
)
def test_what_is_no_comment_has_one_answer_that_every_reader_of_json_reads(line):
    [answer] = Desk(fresh()).answers([line])
    read = json.loads(answer, parse_constant=pytest.fail)
    assert set(read) == {"id", "error"}


@pytest.mark.parametrize(
    "created",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0000-00-00 00:00:00",
        "2026-02-30",
        "2026-13-01T00:00:00Z",
        "99999-01-01",
        "-0044-03-15",
    ],
)
def test_a_date_on_which_nobody_commented_counts_as_unknown(created):
    lines = [{"id": n, "text": "fine", "author": "a", "created": created, "article": {"id": "x"}} for n in range(2)]
    for answer in answers(*map(json.dumps, lines)):
        assert (answer["action"], "failed" in answer, "error" in answer) == ("none", False, False)


def test_odd_values_beside_the_text_do_not_keep_it_from_being_screened():
    row = {
        "id": {"a": [None]}, "text": "you idiot", "author": {"name": "x"}, "site_languages": [None, 7, {}],
        "article": {"id": [1], "title": 5, "text": {"deep": [{}]}},
    }  # fmt: skip
    [answer] = answers(json.dumps(row))
    assert (answer["id"], answer["action"], "failed" in answer) == ({"a": [None]}, "flag", False)


def test_what_a_table_writes_where_nothing_is_counts_as_nothing():
    [answer] = answers('{"id": NaN, "text": "fine", "author": NaN, "created": NaN, "article": -Infinity}')
    assert (answer["id"], answer["action"], "failed" in answer) == (None, "none", False)


def test_of_a_key_that_is_there_twice_the_last_counts():
    [answer] = answers('{"id": 1, "id": 2, "text": 5, "text": "fine"}')
    assert (answer["id"], answer["action"]) == (2, "none")


def test_lone_surrogates_come_and_go():
    [result] = answers('{"id": "\\ud800", "text": "\\udfff you idiot"}')

    assert (result["grounds"], result["action"]) == ([5, 12, 18], "hold")


def test_the_language_check_is_written_l():
    [result] = answers(json.dumps({"id": 1, "text": "Это обычное предложение о погоде.", "site_languages": ["en"]}))

    assert result["grounds"] == ["L"]


def test_earlier_lines_of_an_article_are_remembered():
    lines = [{"id": n, "text": CAMPAIGN, "article": {"id": "x"}, "author": f"a{n}"} for n in range(3)]
    other = {"id": 3, "text": CAMPAIGN, "article": {"id": "y"}, "author": "a3"}

    assert [answer["grounds"] for answer in answers(*map(json.dumps, [*lines, other]))] == [[], [], [16], []]


def test_an_article_and_an_author_may_be_number_nought():
    lines = [{"id": n, "text": CAMPAIGN, "article": {"id": 0}, "author": n} for n in range(3)]

    assert [answer["grounds"] for answer in answers(*map(json.dumps, lines))] == [[], [], [16]]


def test_threads_that_take_turns_are_all_remembered():
    one, other = ({"text": CAMPAIGN, "article": {"id": name}} for name in ("x", "y"))
    between = [{"text": "fine", "article": {"id": n}} for n in range(700)]
    lines = [{**one, "author": "a"}, *between, {**one, "author": "b"}, other, *between, {**one, "author": "c"}]

    assert answers(*map(json.dumps, lines))[-1]["grounds"] == [16]


@pytest.mark.parametrize("language", ["pt-BR", "PT", "pt_br"])
def test_the_lists_of_a_language_hold_in_each_of_its_countries(language):
    row = {"text": "Seu idiota, vai tomar no cu", "site_languages": ["pt"]}
    plain, here = answers(json.dumps(row), json.dumps(row | {"site_languages": [language]}))

    assert here["findings"] == plain["findings"] != []
