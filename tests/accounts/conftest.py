"""Guesses counted in one test do not throttle the next."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet():
    cache.clear()
