"""Ground 19: shouting."""

import pytest

from moderation.screening.rules import capitals
from tests.moderation.screening.rules.reading import kinds


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("THIS IS A SCANDAL AND YOU KNOW IT", id="all capitals"),
        pytest.param("EVERYBODY IN THIS TOWN is SICK OF the MAYOR", id="mostly capitals"),
        pytest.param("ЭТО ПРОСТО ПОЗОР ДЛЯ ВСЕХ", id="Cyrillic capitals"),
    ],
)
def test_shouting_is_found(body):
    assert kinds(capitals, body) == ["shouting"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("NATO and the WHO met the EU and the UN in the USA.", id="acronyms"),
        pytest.param("This is NOT what was agreed upon last week.", id="one shouted word"),
        pytest.param("这条新闻写得很好，谢谢作者。", id="a script without case"),
        pytest.param("OK", id="too short"),
        pytest.param("", id="empty"),
    ],
)
def test_ordinary_capitals_are_left_alone(body):
    assert kinds(capitals, body) == []


def test_capitals_by_turns_are_found_and_names_are_not():
    assert kinds(capitals, "tHiS iS hOw I aLwAyS wRiTe BeCaUsE iT iS fUnNy") == ["alternating"]
    assert kinds(capitals, "iPhone, eBay, YouTube, McDonald and macOS are names, and LaTeX is one") == []
