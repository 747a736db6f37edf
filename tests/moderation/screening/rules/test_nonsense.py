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
        "ich bin immer für mitgliederentscheidungen.",
        "Szczęście w nieszczęściu, Brzęczyszczykiewicz!",
    ],
)
def test_short_and_foreign_texts_are_left_alone(body):
    assert kinds(nonsense, body) == []
