"""What is a quotation of an erased text, and what is not (V53)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.excerpts import GONE, MARKED, Excerpts, length, letters, moved, without

SAID = "I live at the old mill and my brother keeps bees there. He sells honey, too!\n\nNobody should close the road."

pytestmark = pytest.mark.once


def left(body, article=""):
    return without(body, Excerpts([SAID], article).spans(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("> my brother keeps bees there\nHow nice", f"> {GONE}\nHow nice", id="a line"),
        pytest.param("  >> My BROTHER keeps bees there", f"  >> {GONE}", id="marked twice, in capitals"),
        pytest.param("> He sells\n> honey, too!\nWhere?", f"> {GONE}\nWhere?", id="one sentence on two lines"),
        pytest.param(
            "> Nobody should close the road.\n> I disagree\n> too!",
            f"> {GONE}\n> I disagree\n> {GONE}",
            id="an own line among them",
        ),
        pytest.param("You say “my brother keeps bees there”.", f"You say “{GONE}”.", id="curly marks"),
        pytest.param("Sie sagen: „the old mill and my“ …", f"Sie sagen: „{GONE}“ …", id="German marks"),
        pytest.param('"old mill and my brother" is it "so"?', f'"{GONE}" is it "so"?', id="straight marks"),
        pytest.param(
            "Well: I live at the old mill and my brother keeps bees there. He sells wax as well.",
            f"Well: {GONE} wax as well.",
            id="without marks, as far as it goes",
        ),
        pytest.param("> honey\nIs it good?", None, id="a word"),
        pytest.param("> The road stays open\nIt does", None, id="another's line"),
        pytest.param("My brother keeps bees there as well.", None, id="a few words in a row"),
        pytest.param("I said “that is all there is”, he said > 5.", None, id="other marks"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_quotations_of_an_erased_text_go_and_all_else_stays(body, expected):
    assert left(body) == (body if expected is None else expected)


@pytest.mark.parametrize(
    ("said", "body", "expected"),
    [
        pytest.param(
            "أخي يربي النحل عند الطاحونة القديمة", "«يربي النحل عند الطاحونة» جميل", f"«{GONE}» جميل", id="Arabic"
        ),
        pytest.param(
            "我的兄弟在老磨坊养蜂，他也卖蜂蜜。", "「在老磨坊养蜂，他也卖蜂蜜」好", f"「{GONE}」好", id="Chinese"
        ),
    ],
)
def test_other_scripts(said, body, expected):
    assert without(body, Excerpts([said]).spans(body)) == expected


def test_what_the_article_says_too_is_quoted_from_there():
    assert left("> Nobody should close the road.", "The mayor: “Nobody should close the road.”") == (
        "> Nobody should close the road."
    )


def test_what_was_only_quoted_there_is_somebody_elses():
    said = "> My brother keeps bees there\nAnd what of it?"
    assert Excerpts([said]).spans("> My brother keeps bees there\nWhose?") == []


def test_what_was_marked_points_at_the_same_words():
    body = "Rubbish. “my brother keeps bees there” Nonsense."
    spans = Excerpts([SAID]).spans(body)
    shorter = without(body, spans)
    for word in ("Rubbish", "Nonsense"):
        start, end = moved((body.index(word), body.index(word) + len(word)), spans)
        assert shorter[start:end] == word
    assert moved((body.index("bees"), body.index("bees") + 4), spans) is None


@given(st.text(max_size=300), st.text(max_size=300))
@example(">0000000¼⼀", "")
def test_no_text_is_too_odd_and_what_is_quoted_whole_is_found(said, body):
    excerpts = Excerpts([said])
    spans = excerpts.spans(body)
    assert all(start < end for start, end in spans)
    assert without(body, []) == body
    own = said.replace(">", "")  # what begins with one is another's, and stays
    line = " ".join(own.split())
    if length(letters(line)) >= MARKED:
        assert GONE in without(f"> {line}", Excerpts([own]).spans(f"> {line}"))
