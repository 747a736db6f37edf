"""Listed words in every spelling that hides them, and innocent words that look like them."""

from functools import cache
from pathlib import Path
from random import Random

import pytest

from moderation.screening import Action, Draft, Facts, fresh, screen
from moderation.screening.reading import Reading
from tests.moderation.screening.hiding import WAYS

INNOCENT = Path(__file__).parent / "innocent.txt"
STRONG = 3
#: What of the strong words is found, where that is not all but one in fifty.
FLOORS = {"torn by a space": 0.9, "torn by a line": 0.9, "upside down": 0.95, "digits and signs": 0.95}
#: Of all listed oaths, over all spellings: the milder and shorter a word, the more a wild guess would mark.
OVERALL = 0.9
#: These point at less than the whole where only a part of the letters is the word.
PARTIAL = {"in a tag", "run together"}


@cache
def listed(language, severity):
    patterns = (
        (entry.pattern.strip("*"), entry)
        for entry in fresh().words
        if entry.language == language and entry.severity >= severity and not entry.quiet
    )
    return sorted({word for word, _ in patterns if word.isascii() and word.isalpha() and len(word) > 3})


def hidden(way, language, severity):
    """Each listed word hidden in a way, where that changes it."""
    made = (
        (word, WAYS[way](word, Random(f"{way} {word}")))  # noqa: S311 # the same chance at every run, no secret
        for word in listed(language, severity)
    )
    return [spelling for word, spelling in made if spelling is not None and spelling != word]


def found(spelling, language):
    """The passages of a sentence with this spelling that ask for something."""
    body = f"Well, {spelling} was here today."
    matches = fresh().matchers.words(tuple(sorted({"en", language}))).find(Reading(Draft(body, (language,))))
    spans = [
        Reading(Draft(body)).folded.origin(match.start, match.end)
        for match in matches
        if match.disguised or match.entry.action > Action.NONE
    ]
    return [body[start:end] for start, end in spans]


def recall(way, language, severity):
    made = hidden(way, language, severity)
    return sum(bool(found(spelling, language)) for spelling in made) / len(made)


@pytest.mark.parametrize("way", WAYS)
def test_strong_words_are_found_however_they_are_hidden(way):
    assert recall(way, "en", STRONG) >= FLOORS.get(way, 0.98)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it"])
def test_listed_words_are_found_over_all_spellings(language):
    rates = [recall(way, language, STRONG if language != "en" else 2) for way in WAYS]

    assert sum(rates) / len(rates) >= OVERALL


@pytest.mark.parametrize("way", [way for way in WAYS if way not in PARTIAL])
def test_evidence_points_at_the_spelling_itself(way):
    made = hidden(way, "en", STRONG)
    whole = sum(spelling in found(spelling, "en") for spelling in made)

    assert whole / len(made) >= 0.8


def innocent():
    lines = INNOCENT.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if not line.startswith("##")]


def test_innocent_words_are_hardly_ever_marked():
    rows = innocent()
    marked = [
        body
        for language, body in rows
        if any(
            finding.rule == "words" and finding.action > Action.NONE
            for finding in screen(Draft(body, (language,)), Facts(), fresh()).findings
        )
    ]

    assert len(rows) >= 900
    assert len(marked) / len(rows) <= 0.02, marked


@pytest.mark.parametrize(
    ("language", "body", "passage"),
    [
        pytest.param("de", "Du Arschloecher alle", "Arschloecher", id="German umlaut in two letters"),
        pytest.param("de", "So eine Scheisse", "Scheisse", id="German ss for ß"),
        pytest.param("fr", "Quelle bande d'enculés", "enculés", id="French elision"),
        pytest.param("fr", "Quelle bande d'encules", "encules", id="French without accents"),
        pytest.param("es", "eres un cabron", "cabron", id="Spanish without accents"),
        pytest.param("ko", "ㅅㅣㅂㅏㄹ 진짜", "ㅅㅣㅂㅏㄹ", id="Korean letter by letter"),
        pytest.param("ko", "병ㅡ신 같은", "병ㅡ신", id="a letter between Korean syllables"),
        pytest.param("ko", "이런 씨.발", "씨.발", id="a point between two Korean syllables"),
        pytest.param("tr", "o bir PİÇ", "PİÇ", id="Turkish dotted capital"),
        pytest.param("ru", "ты козел", "козел", id="Russian ё without dots"),
        pytest.param("ru", "иди нaхуй", "нaхуй", id="Latin letter in a Russian word"),
        pytest.param("ar", "أنت شرموطه", "شرموطه", id="Arabic final letter"),
        pytest.param("ar", "يا ابن الشرموطة", "الشرموطة", id="Arabic article"),
    ],
)
def test_a_language_s_own_spellings_are_known(language, body, passage):
    screened = screen(Draft(body, (language,)), Facts(), fresh())

    assert passage in {body[one.start : one.end] for one in screened.findings if one.rule == "words"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("sv", "Jag kan inte höra dig", id="to hear"),
        pytest.param("nl", "Hij doet kankeronderzoek", id="research into cancer"),
        pytest.param("ko", "지하철 시발역에서 만나요", id="the first station"),
    ],
)
def test_accents_and_endings_make_another_word(language, body):
    screened = screen(Draft(body, (language,)), Facts(), fresh())

    assert [one for one in screened.findings if one.rule == "words" and one.action > Action.NONE] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "shitbird shitstorm dickwad cockwomble twatwaffle wankstain douchecanoe pissflaps arsehat knobjockey"),
        ("de", "Arschgesicht Scheißhaufen Wichsvorlage verhurt Hurenbock Pissnelke Sackgesicht Kackbratze"),
        ("ru", "охуенно мудачьё уебище распиздяй обосрался похуй хуесос"),
        ("pl", "chujowy wkurwiony zajebisty skurwysyn"),
        ("it", "cazzata stronzata rompicoglioni incazzato"),
    ],
)
def test_what_is_made_of_listed_words_is_found(language, words):
    assert [word for word in words.split() if not found(word, language)] == []


@pytest.mark.parametrize(("language", "body"), [("de", "Der Shitstorm ebbt ab"), ("nl", "Twee homo's zijn getrouwd")])
def test_what_is_ordinary_in_one_language_is_let_be_though_another_lists_it(language, body):
    assert found(body, language) == []


@pytest.mark.parametrize("body", ["김씨.발표했다", "아저씨!발가락이 아파요", "아저씨ㅂㅂ", "ㅋㅋㅋㅋ ㅠㅠ 좋다"])
def test_a_korean_word_does_not_begin_inside_another(body):
    findings = screen(Draft(body, ("ko",)), Facts(), fresh()).findings
    assert [one for one in findings if one.rule == "words" and one.action > Action.NONE] == []
