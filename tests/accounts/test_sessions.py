"""What a session's row holds can be read by us alone, and harms nobody when it cannot."""

import pytest

from accounts.sessions import SessionStore


def test_what_a_session_holds_comes_back():
    held = {"draft": {"body": "Zoë ☕", "token": ""}, "hints": ["3/calm"]}
    assert SessionStore().decode(SessionStore().encode(held)) == held


@pytest.mark.parametrize("written", ["", "{", "[1]", "null", "eyJhIjoxfQ:1abc:signed"])
def test_what_is_no_session_of_ours_is_an_empty_one(written):
    assert SessionStore().decode(written) == {}
