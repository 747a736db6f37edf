"""Who is named after an `@` (A42)."""

import pytest

from articles.mentions import Piece, handles, keys_in, read, shown

pytestmark = pytest.mark.once
ANA, BO, BOB, TWIN, TWIN_TOO = "M-22222222", "M-33333333", "M-44444444", "M-55555555", "M-66666666"
CALLED = handles([(ANA, "Ana Lima"), (BO, "Bo"), (BOB, "Bob"), (TWIN, "Kim"), (TWIN_TOO, "kim")])


@pytest.mark.parametrize(
    ("typed", "stored", "people"),
    [
        pytest.param("@Ana Lima: who says so?", f"@{ANA}: who says so?", {ANA}, id="by the whole name"),
        pytest.param("(@ana\n lima)", f"(@{ANA})", {ANA}, id="whatever its case and spaces"),
        pytest.param("@Bob, not @bo.", f"@{BOB}, not @{BO}.", {BO, BOB}, id="the longer name first"),
        pytest.param("@Bo and @Bo", f"@{BO} and @{BO}", {BO}, id="twice is once"),
        pytest.param(f"@{TWIN}", f"@{TWIN}", {TWIN}, id="by the user ID"),
        pytest.param("bo@bo.example, 5 @ 3", "bo@bo.example, 5 @ 3", set(), id="nobody"),
    ],
)
def test_a_name_becomes_its_user_id(typed, stored, people):
    named = read(typed, CALLED)
    assert (named.body, named.people, named.nobody) == (stored, people, ())
    assert keys_in(named.body) == people


@pytest.mark.parametrize("typed", ["@Zoe", "@Bobby", "@Kim", "@M-99999999"])
def test_a_name_that_is_nobodys_or_of_two_is_told(typed):
    assert read(f"Ask {typed}!", CALLED).nobody == (typed[1:],)


def test_who_shares_a_name_or_has_none_is_named_by_the_id():
    assert (CALLED.get("Kim"), CALLED[TWIN], CALLED[TWIN_TOO]) == (None, TWIN, TWIN_TOO)
    assert handles([(ANA, "")]) == {ANA: ANA}


def test_where_nobody_can_be_named_every_name_is_nobodys():
    assert read("@Bo", {}).nobody == ("Bo",)


def test_a_note_shows_the_name_of_now_and_the_id_of_who_has_none():
    pieces = list(shown(f"@{ANA} and @{BO}", {ANA: "Ana Souza"}))
    assert pieces == [Piece("@Ana Souza", is_name=True), Piece(" and "), Piece(f"@{BO}", is_name=True)]
