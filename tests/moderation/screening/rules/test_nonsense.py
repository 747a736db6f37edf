"""Ground 17: no language at all."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from moderation.screening.rules import nonsense
from tests.moderation.screening.rules.reading import kinds

TEXTS = {
    kind: row["texts"]
    for kind, row in tomllib.loads(Path(__file__).with_name("nonsense.toml").read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("🔥" * 40, "signs", id="emoji"),
        pytest.param("up " * 30, "one word", id="one word"),
        pytest.param("vcnbpwfe inrqjevy eynamhj fnerj", "mash", id="keyboard"),
        pytest.param("йцукен фывапр ячсмить", "mash", id="rows of Russian keys"),
        pytest.param("شسيبلاتن ضصثقفغع", "mash", id="rows of Arabic keys"),
        pytest.param("kjhsdf7823 hjsdf823 kjsdf982", "mash", id="letters with figures"),
        pytest.param("tutututututu bababababa", "mash", id="syllables over and over"),
        pytest.param("plepoe ltnoeice hocslo gealangu", "mash", id="letters of words in disorder"),
        pytest.param("dazipuv kalfutwi zegofu jukimve", "mash", id="syllables at random"),
        pytest.param("фжмцкгш лвбхпрт зщнчс", "mash", id="Cyrillic letters at random"),
        pytest.param("τγφχ ξψλκδ μνβζθπρ φγχκ", "mash", id="Greek letters at random"),
        pytest.param("Der Flonk hat die grimmligen Wusteln verbrampft", "mash", id="invented German"),
        pytest.param("ejwoi fduwe qkeoi ivjdow the", "mash", id="a word among them"),
    ],
)
def test_nonsense_is_found(body, kind):
    assert kinds(nonsense, body) == [kind]


@pytest.mark.parametrize(
    "body",
    [
        "+1",
        "First!",
        "这条新闻写得很好，谢谢作者。",
        "Zażółć gęślą jaźń",
        "@one @one @one @one @one @one @one @one @one what do you all say",
        "kkkkkkkkkkkkkkkkkkkk que bom",
        "hahahahahahahahaha",
        "이 기사 재미있네요 ㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋㅋ",
        "look https://t.co/kxhkvyvlhf",
        "Der Wert der Rewe, wertvoll.",
        "ich bin immer für mitgliederentscheidungen.",
        "Szczęście w nieszczęściu, Brzęczyszczykiewicz!",
        "Habari za asubuhi rafiki yangu, leo tutaenda sokoni pamoja",
        "Mujhe lagta hai sarkar jhooth bol rahi hai",
        "spasibo bolshoe za statyu, ochen interesno",
        "Arigatou gozaimasu, totemo omoshiroi kiji desu",
        "paracetamol ibuprofen amoxicillin metformin",
        "npm install webpack-cli babel-loader eslint",
        "hauahuahua rsrsrs, que bom",
        "isch hob koa lust mehr, des is a schmarrn",
        "Schwarzenegger, Krzyzewski and Djokovic",
        "uwu owo rawr nya",
        "wow cooooooooooolllllllll",
        "Les isoflavones et phytoestrogènes perturbent les récepteurs hypothalamiques",
    ],
)
def test_short_and_foreign_texts_are_left_alone(body):
    assert kinds(nonsense, body) == []


def found(kind):
    """The share of texts of a kind that are taken for nonsense."""
    return sum(bool(kinds(nonsense, text)) for text in TEXTS[kind]) / len(TEXTS[kind])


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        pytest.param("syllables", 0.8, id="syllables at random"),
        pytest.param("letters", 0.9, id="letters at random, in words, in one and apart"),
        pytest.param("keys", 0.85, id="rows of keys of four layouts"),
        pytest.param("repeated", 0.6, id="the same letters over and over"),
        pytest.param("invented", 0.6, id="invented words, most of them among English ones"),
        pytest.param("mixed", 0.75, id="real words between invented ones"),
        pytest.param("abroad", 0.6, id="invented words between little ones of six more languages"),
        pytest.param("cyrillic", 0.95, id="letters at random in Cyrillic"),
        pytest.param("greek", 0.95, id="letters at random in Greek"),
    ],
)
def test_nonsense_of_each_kind_is_found(kind, least):
    assert found(kind) >= least


@pytest.mark.parametrize(
    "kind", [pytest.param("odd", id="Latin"), pytest.param("odd-abroad", id="other alphabets, dialects")]
)
def test_odd_texts_are_let_be(kind):
    assert found(kind) <= 0.02


BEGINNINGS = (
    "b",
    "bl",
    "cr",
    "d",
    "dr",
    "fl",
    "g",
    "gr",
    "j",
    "k",
    "l",
    "m",
    "n",
    "pl",
    "pr",
    "qu",
    "sm",
    "sp",
    "st",
    "thr",
    "v",
    "w",
)
MIDDLES, ENDS = (
    ("a", "e", "i", "o", "u", "oo", "ee", "ai"),
    ("b", "ck", "ff", "lk", "ll", "mp", "nd", "p", "rk", "rn", "sh", "sk", "st", "zz"),
)
FRAMES = (
    "the {} and the {} had {} in a {}",
    "my {} is so {} that it can {} your {}",
    "why do they {} this {} when we have {} and {}",
    "a {} of {} was at the {} for the {}",
)


def invented(chance):
    """A word that is in no language, as far as chance allows."""
    parts = [chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDS) for _ in range(2)]
    return "".join(parts)


def test_invented_words_between_english_ones_are_found():
    chance = Random(17)  # noqa: S311 # no secret
    texts = [frame.format(*(invented(chance) for _ in range(4))) for frame in FRAMES for _ in range(25)]
    assert sum(bool(kinds(nonsense, text)) for text in texts) >= 0.75 * len(texts)


@pytest.mark.parametrize(
    "body",
    [
        "my kitchen cupboards and the dishwasher were delivered by the removal firm",
        "the lisinopril and the omeprazole made me feel so tired that I stopped",
        "we went to the Bundesgartenschau and my Schwiegermutter had a Bratwurst in a Brotchen",
        "if yu dnt lyk it dnt read it m8",
        "my avocado guacamole with jalapeno and coriander is the best of them",
        "he is a muppet, a numpty and a wazzock of the finest sort",
    ],
)
def test_odd_words_between_english_ones_are_let_be(body):
    assert kinds(nonsense, body) == []
