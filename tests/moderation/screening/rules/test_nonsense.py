"""Ground 17: no language at all."""

import pytest

from moderation.screening.rules import nonsense
from tests.moderation.screening.rules.reading import kinds


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
    ],
)
def test_short_and_foreign_texts_are_left_alone(body):
    assert kinds(nonsense, body) == []
