"""An article under rules, a member, and their program."""

import pytest
from django.core.cache import cache

from tests.moderation import making
from tests.moderation.api.asking import Program, token


@pytest.fixture
def article():
    making.rules()
    cache.clear()
    return making.article()


@pytest.fixture
def member(article):
    return making.member()


@pytest.fixture
def program(member):
    return Program(token(member))
