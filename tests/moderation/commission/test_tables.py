"""Each line of a table by category is the sum of the lines below it (V50)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.commission import tables, template
from moderation.commission.counting import (
    COLUMNS,
    DETECTED,
    ITEMS,
    MEASURES,
    NOTICES,
    ON_THE_LAW,
    ON_THE_TERMS,
    TIME_TO_ACT,
    Item,
)  # fmt: skip
from moderation.commission.template import OTHER, TOTAL, Place

pytestmark = pytest.mark.once
COUNTED = (*COLUMNS.values(), DETECTED, MEASURES, NOTICES, ITEMS, ON_THE_LAW, ON_THE_TERMS)


def places(number):
    """Return every place of a part: each keyword, and each category that has none."""
    return [
        Place(category.code, keyword)
        for category in template.categories(number)
        for keyword in [code for code, _name in category.keywords] or [""]
    ]


def counted(number):
    counts = st.dictionaries(st.sampled_from(COUNTED), st.integers(0, 50), max_size=3)
    hours = st.lists(st.floats(0, 900), max_size=3).map(tuple)
    return st.lists(st.builds(Item, st.sampled_from(places(number)), counts, hours, st.sampled_from(["", "spam"])))


@pytest.mark.parametrize("number", [4, 5, 6])
@given(data=st.data())
def test_each_line_is_the_sum_of_those_below_it(number, data):
    items = data.draw(counted(number))
    total, *rest = tables.lines(number, items)
    assert total.code == TOTAL
    for heading in COUNTED:
        below = 0
        categories = [line for line in rest if line.code.startswith("STATEMENT_")]
        for line in rest:
            if line.code.startswith("KEYWORD_"):
                below += tables.figure(heading, line.items)
        alone = [one for one in template.categories(number) if not one.keywords]
        without = sum(tables.figure(heading, line.items) for line in categories if line.code in {c.code for c in alone})
        assert tables.figure(heading, total.items) == sum(tables.figure(heading, line.items) for line in categories)
        assert tables.figure(heading, total.items) == below + without


@pytest.mark.parametrize("number", [3, 4, 5, 6])
def test_each_category_comes_with_its_keywords_and_other_last(number):
    for category in template.categories(number):
        assert [code for code, _name in category.keywords][-1:] in ([OTHER], [])


@pytest.mark.parametrize(
    ("number", "category", "keyword", "found"),
    [
        pytest.param(
            6, "STATEMENT_CATEGORY_SELF_HARM", "KEYWORD_SUICIDE",
            Place("STATEMENT_CATEGORY_SELF_HARM", "KEYWORD_SUICIDE"), id="its own line",
        ),
        pytest.param(
            6, "STATEMENT_CATEGORY_SELF_HARM", "",
            Place("STATEMENT_CATEGORY_SELF_HARM", OTHER), id="without a keyword it is other",
        ),
        pytest.param(
            6, "STATEMENT_CATEGORY_SELF_HARM", "KEYWORD_PHISHING",
            Place("STATEMENT_CATEGORY_SELF_HARM", OTHER), id="another category's keyword is other",
        ),
        pytest.param(
            5, "STATEMENT_CATEGORY_OTHER_VIOLATION_TC", "KEYWORD_LANGUAGE_REQUIREMENTS",
            Place(template.ELSEWHERE, OTHER), id="what is no kind of illegal content is other illegal speech",
        ),
    ],
)  # fmt: skip
def test_what_a_part_has_no_line_for_is_counted_as_other(number, category, keyword, found):
    assert template.place(number, category, keyword) == found


def test_a_median_of_nothing_is_left_empty_and_a_count_is_zero():
    assert (tables.figure(TIME_TO_ACT, ()), tables.figure(NOTICES, ())) == ("", 0)


def test_a_median_is_taken_of_all_that_a_line_holds():
    place = Place(template.NOT_SPECIFIED, "")
    items = [Item(place, {}, hours=(hours,)) for hours in (1.0, 2.0, 9.0)]
    assert tables.figure(TIME_TO_ACT, items) == 2.0
