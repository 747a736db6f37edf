"""Every rule runs, every finding is kept, and what could not be screened is held."""

from dataclasses import replace
from time import process_time, thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.screening import Action, Draft, Facts, fresh, pipeline, screen
from moderation.screening.entries import Entry
from moderation.screening.pipeline import ODD
from moderation.screening.rules import RULES, Rule

CALM = "The council met on Tuesday and agreed on the budget for the new library."


def test_a_calm_comment_passes():
    verdict = screen(Draft(CALM, ("en",)), Facts(), fresh())

    assert (verdict.action, verdict.grounds, verdict.failed) == (Action.NONE, (), ())


def test_the_verdict_names_its_ruleset():
    assert screen(Draft(CALM), Facts(), fresh()).ruleset == fresh().ruleset != ""


def test_every_rule_runs_and_every_finding_is_kept():
    body = "YOU ARE AN IDIOT AND A F.U.C.K.I.N.G LIAR, WRITE TO JANE.DOE@MAIL.EXAMPLE"

    verdict = screen(Draft(body, ("en",)), Facts(), fresh())

    assert verdict.grounds == (5, 7, 12, 18, 19)
    assert verdict.action == Action.HOLD


def test_spans_point_at_the_original_text():
    body = "Ｗell, you ｆｕ\u200bｃｋ!"

    findings = screen(Draft(body, ("en",)), Facts(), fresh()).under(12)
    [finding] = [one for one in findings if one.rule == "words"]

    assert body[finding.start : finding.end] == "ｆｕ\u200bｃｋ"
    assert finding.disguised


def test_a_rule_that_errs_holds_the_comment(monkeypatch, caplog):
    def broken(reading, facts, settings):
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "RULES", (Rule("broken", 1, broken), *RULES))

    verdict = screen(Draft("You idiot", ("en",)), Facts(), fresh())

    assert (verdict.action, verdict.failed) == (Action.HOLD, ("broken",))
    assert verdict.grounds == (5, 12, 18)


def with_budget(seconds):
    thresholds = tuple(
        replace(threshold, value=seconds) if threshold.name == "rule_budget_seconds" else threshold
        for threshold in fresh().thresholds
    )
    return replace(fresh(), thresholds=thresholds)


def test_a_rule_that_outlives_its_budget_holds_the_comment():
    verdict = screen(Draft(CALM, ("en",)), Facts(), with_budget(0.0))

    assert verdict.action == Action.HOLD
    assert set(verdict.failed) == {rule.name for rule in RULES}


def test_what_a_rule_reads_when_it_is_first_asked_is_not_held_against_a_comment(monkeypatch):
    began = []

    def reads_its_tables(*_asked):
        began.append(thread_time())
        while len(began) == 1 and thread_time() < began[0] + 0.1:
            pass
        return ()

    monkeypatch.setattr(pipeline, "RULES", (Rule("reading", 1, reads_its_tables),))
    assert screen(Draft(CALM, ("en",)), Facts(), with_budget(0.05)).failed == ()
    assert len(began) == 2


def test_a_text_longer_than_any_rule_looks_is_held():
    assert screen(Draft("word. " * 4000, ("en",)), Facts(), fresh()).failed == ("length",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("\x00\x00", id="NUL"),
        pytest.param("a" * 20_000, id="one letter"),
        pytest.param("f.u.c.k." * 2_500, id="dotted word"),
        pytest.param("a." * 10_000, id="labels of a host"),
        pytest.param("http://" * 2_800, id="schemes"),
        pytest.param("0123 " * 4_000, id="digits"),
        pytest.param("*" * 20_000, id="stars"),
        pytest.param("kill " * 4_000, id="half a phrase"),
        pytest.param("a b " * 5_000, id="single letters"),
        pytest.param("> " * 10_000, id="quotes"),
        pytest.param('"' * 20_000, id="quotation marks"),
        pytest.param("@" * 20_000, id="at signs"),
        pytest.param("ﷺ" * 4_000, id="characters that fold to many"),
        pytest.param("f\u0336\u0489" * 6_000, id="letters under marks"),
        pytest.param("|/\\()[]" * 2_800, id="drawn letters"),
        pytest.param("aBcD " * 4_000, id="humps"),
        pytest.param("as shole fu ck " * 1_300, id="torn words"),
        pytest.param("<b>" * 6_600, id="markup"),
        pytest.param("&#102;" * 3_300, id="entities"),
        pytest.param("you" * 6_600, id="little words run together"),
        pytest.param("ɐqɔ " * 5_000, id="upside down"),
        pytest.param("аbс " * 5_000, id="two scripts in a word"),
    ],
)
def test_odd_texts_are_screened_in_full(body):
    assert screen(Draft(body, ("en",), article=body), Facts(), fresh()).failed == ()


@pytest.mark.parametrize("body", ["ﷺ" * 20_000, "a" * 20_001], ids=["longer when folded", "too long"])
def test_what_is_not_read_to_its_end_waits_for_a_person(body):
    verdict = screen(Draft(body, ("en",)), Facts(), fresh())
    assert (verdict.failed, verdict.action) == (("length",), Action.HOLD)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{CALM} \ud83d", id="half of an emoji"),
        pytest.param("\ud800" * 20_000, id="lone surrogates"),
        pytest.param(CALM + " e" + "\u0301" * 9, id="nine marks on a letter"),
        pytest.param("e" + "\u0301" * 19_999, id="a tower of marks"),
        pytest.param(f"{CALM} \u202egnihton", id="a text that turns"),
        pytest.param(CALM + "\u200d" * 4000, id="a wall of joiners"),
        pytest.param(CALM + "".join(chr(0xE0000 + ord(one)) for one in "hidden words"), id="words written in tags"),
        pytest.param("\u202e\u202d\u2066" * 5000, id="controls of direction"),
    ],
)
def test_what_shows_something_else_than_it_says_waits_for_a_person(body):
    verdict = screen(Draft(body, ("en",)), Facts(), fresh())
    assert (verdict.failed, verdict.action) == (("characters",), Action.HOLD)


@pytest.mark.parametrize(
    "body",
    [
        "Việt Nam",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩🏽\u200d❤️\u200d👨🏽",
        "שָׁלוֹם",
        "e" + "\u0301" * 8,
        "مَرْحَبًا",
        "हिन्दी",
    ],
)
def test_the_marks_of_languages_do_not(body):
    assert screen(Draft(body), Facts(), fresh()).failed == ()


def test_a_text_of_too_many_riddles_waits_for_a_person():
    riddles = " ".join(f"a{number}$b" for number in range(2_000))

    verdict = screen(Draft(riddles, ("en",)), Facts(), fresh())

    assert (verdict.failed, verdict.action) == (("length",), Action.HOLD)


@pytest.mark.parametrize("pattern", ["*a*", "*", "a*", "…", "a b", "[a-z]*", "(((", "*" + "a" * 5_000])
def test_no_entry_of_a_list_fails_the_rule_of_words(pattern):
    own = replace(fresh(), words=(Entry(pattern, 12, Action.FLAG),))

    assert screen(Draft("a cat sat on a mat (((" * 500, ("en",)), Facts(), own).failed == ()


LETTERS = st.sampled_from("fuckaFU13@$*.-_ \n\u200b\u0336\ud800\u202eсаɐᖴ🅱️卂|\\/()<b>&#;ﷺשאع")


@settings(max_examples=300, deadline=None)
@given(st.text(LETTERS, max_size=200))
def test_no_riddle_fails_a_rule_and_every_span_lies_in_it(body):
    verdict = screen(Draft(body, ("en", "ru")), Facts(), fresh())

    assert set(verdict.failed) <= {ODD}
    for finding in verdict.findings:
        if finding.start is not None:
            assert 0 <= finding.start <= finding.end <= len(body)


def test_a_text_of_numbers_waits_for_a_person():
    verdict = screen(Draft("DE89 3704 " * 500, ("en",)), Facts(), fresh())
    assert (verdict.failed, verdict.action) == ((), Action.HOLD)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=400))
def test_no_text_fails_a_rule_and_every_span_lies_in_it(body):
    verdict = screen(Draft(body, ("en", "ar")), Facts(), fresh())

    assert set(verdict.failed) <= {ODD}
    for finding in verdict.findings:
        if finding.start is not None:
            assert 0 <= finding.start <= finding.end <= len(body)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("f.u.c.k.", id="dotted word"),
        pytest.param("a.", id="labels of a host"),
        pytest.param("x.com/a ", id="links"),
        pytest.param("a@b.co ", id="addresses"),
        pytest.param("0123 ", id="digits"),
        pytest.param("kill you are a ", id="halves of phrases"),
        pytest.param("ﷺ", id="characters that fold to many"),
        pytest.param("the council met ", id="prose"),
    ],
)
def test_the_time_of_a_text_grows_no_faster_than_its_length(unit):
    """Twice the text, about twice the time: how long that is, `tests/bench/` measures."""

    def cost(length):
        draft = Draft((unit * length)[:length], ("en",))
        taken = []
        for _ in range(4):
            started = process_time()
            screen(draft, Facts(), fresh())
            taken.append(process_time() - started)
        return min(taken)

    assert cost(20_000) < 3.5 * cost(10_000)


def test_coarse_words_order_the_queue_of_insults_and_flag_none():
    verdict = screen(Draft("O treino foi foda, que porra de jogo", ("pt",)), Facts(), fresh())
    calm = screen(Draft("O treino foi bom, que beleza de jogo", ("pt",)), Facts(), fresh())

    assert verdict.scores[18] > calm.scores.get(18, 0)
    assert 18 not in verdict.grounds
