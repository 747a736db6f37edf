"""Tokens of forms: nobody makes one, and each tells when it was handed out."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.safety import form_tokens

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_token_tells_its_age_and_is_like_no_other():
    token = form_tokens.issue(NOW)
    assert form_tokens.age(token, NOW + timedelta(seconds=90)) == 90
    assert token != form_tokens.issue(NOW)


@pytest.mark.parametrize(
    "forged", ["", "x", "a.b.c", "n.69a57cc0.", "n.69a57cc0.forged", "n.\u0663.x", "n." + "f" * 99]
)
def test_what_the_site_did_not_sign_has_no_age(forged):
    assert form_tokens.age(forged, NOW) is None


def test_the_second_cannot_be_moved():
    name, second, signature = form_tokens.issue(NOW).split(".")
    earlier = f"{int(second, 16) - 60:x}"
    assert form_tokens.age(f"{name}.{earlier}.{signature}", NOW) is None
