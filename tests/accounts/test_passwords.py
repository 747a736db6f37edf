"""Passwords that hold a name of the site are refused where they are typed."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

pytestmark = pytest.mark.once


@pytest.mark.parametrize("password", ["Gazette2026-xq", "my-COURIER-72-tq", "grüne straße 44"])
def test_a_name_of_the_publisher_is_no_password(settings, password):
    settings.PUBLISHER_NAMES = ["Gazette", "The Courier of X", "Straße"]
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert [error.code for error in refused.value.error_list] == ["password_names_publisher"]


def test_short_words_of_a_name_may_stand_in_any_password(settings):
    settings.PUBLISHER_NAMES = ["The X of Ur"]
    validate_password("a theory of hours")
