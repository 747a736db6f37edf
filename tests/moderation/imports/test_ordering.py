"""A discussion is written anew in order, whatever order, gaps or circles the export has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.imports.ordering import Place, in_order

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("places", "order"),
    [
        pytest.param([("b", "", "2"), ("a", "", "1")], ["a", "b"], id="by time"),
        pytest.param([("b", "a", "1"), ("a", "", "2")], ["a", "b>a"], id="an answer dated before is after"),
        pytest.param(
            [("c", "b", "1"), ("b", "a", "1"), ("a", "", "1"), ("d", "", "1")], ["a", "d", "b>a", "c>b"],
            id="of one moment, those above first",
        ),
        pytest.param([("a", "gone", "1")], ["a"], id="an answer to nothing stands alone"),
        pytest.param([("a", "here", "1")], ["a>here"], id="an answer to what is stored stays one"),
        pytest.param([("a", "a", "1")], ["a"], id="an answer to itself"),
        pytest.param([("a", "b", "1"), ("b", "a", "2")], ["b", "a>b"], id="a circle"),
    ],
)  # fmt: skip
def test_order(places, order):
    found = in_order([Place(*place) for place in places], frozenset({"here"}))
    assert [f"{one.key}>{one.parent}" if one.parent else one.key for one in found] == order


DIGIT = st.integers(0, 9)


@given(st.lists(st.tuples(DIGIT, DIGIT, DIGIT), max_size=12))
def test_nothing_is_lost_and_nothing_comes_before_what_it_answers(numbers):
    places = [Place(*map(str, row)) for row in numbers]
    found = list(in_order(places))
    assert sorted(one.key for one in found) == sorted({one.key for one in places})
    seen = {""}
    for one in found:
        assert one.parent in seen
        seen.add(one.key)


def test_a_chain_of_answers_is_no_recursion():
    chain = [Place(str(n), str(n - 1), "1") for n in range(1, 20_000)]
    assert next(in_order(chain)).key == "1"
