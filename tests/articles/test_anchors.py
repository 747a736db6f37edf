"""A passage is told by its words and those around it, and found again after changes elsewhere (A42)."""

import pytest

from articles.anchors import Anchor, NotThere, Repeated, anchor, place

pytestmark = pytest.mark.once
TEXT = "The ferry is late\n\nIt left at seven. The harbour was cold.\nIt left at eight. The harbour was empty."


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("The harbour was cold.", id="as the text has it"),
        pytest.param("  The  harbour\nwas\tcold. ", id="spaced otherwise"),
        pytest.param("Theharbourwascold.", id="without the breaks between cells and lines"),
    ],
)
def test_a_passage_is_found_however_it_is_spaced(quote):
    assert anchor(TEXT, quote) == Anchor(
        "The ferry is late It left at seven. ", "The harbour was cold.", " It left at eight. The harbour was"
    )


def test_accents_are_the_same_in_one_sign_and_in_two():
    assert anchor("Un café noir", "cafe\u0301").quote == "café"


@pytest.mark.parametrize("quote", ["The pier was cold.", "  ", "the harbour was cold"])
def test_what_the_text_does_not_hold_is_refused(quote):
    with pytest.raises(NotThere):
        anchor(TEXT, quote)


def test_of_equal_passages_that_is_meant_before_which_stands_what_is_told():
    with pytest.raises(Repeated):
        anchor(TEXT, "The harbour")
    with pytest.raises(Repeated):
        anchor(TEXT, "The harbour", before="at nine.")
    assert anchor(TEXT, "The harbour", before="left at  eight.").after == " was empty."


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param(TEXT, True, id="nothing changed"),
        pytest.param(f"New: {TEXT}", True, id="something before it"),
        pytest.param(TEXT.replace("at eight", "at nine"), True, id="its surroundings"),
        pytest.param("The harbour was empty.", True, id="all else"),
        pytest.param(TEXT.replace("empty", "full"), False, id="the passage itself"),
    ],
)
def test_a_passage_is_found_again_as_long_as_it_is_there(changed, found):
    at = place(changed, anchor(TEXT, "The harbour was empty."))
    bare = "".join(changed.split())
    assert at == (bare.index("Theharbourwasempty.") if found else None)


def test_of_equal_passages_that_is_found_whose_surroundings_stand():
    there = anchor(TEXT, "The harbour", before="at eight.")
    bare = "".join(TEXT.split())
    assert place(TEXT, there) == bare.rindex("Theharbour")
