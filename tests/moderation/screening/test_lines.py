"""JSON lines in, JSON lines out."""

import json

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


def test_lone_surrogates_come_and_go():
    [result] = answers('{"id": "\\ud800", "text": "\\udfff you idiot"}')

    assert result["grounds"] == [5, 12, 18]


def test_the_language_check_is_written_l():
    [result] = answers(json.dumps({"id": 1, "text": "Это обычное предложение о погоде.", "site_languages": ["en"]}))

    assert result["grounds"] == ["L"]


def test_earlier_lines_of_an_article_are_remembered():
    lines = [{"id": n, "text": CAMPAIGN, "article": {"id": "x"}, "author": f"a{n}"} for n in range(3)]
    other = {"id": 3, "text": CAMPAIGN, "article": {"id": "y"}, "author": "a3"}

    assert [answer["grounds"] for answer in answers(*map(json.dumps, [*lines, other]))] == [[], [], [16], []]
