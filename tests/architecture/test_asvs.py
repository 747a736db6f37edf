"""The list of ASVS is whole, counts what it says, and names what is there (QA1); and what nothing else shows."""

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.accounts import making

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "asvs.md"
STATES = ("met", "partly", "no", "operator", "-")
#: How many requirements of the levels 1 and 2 each section of version 5.0.0 has; those of level 3 come last in each.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
LINE = re.compile(
    r"^\| ((?:\d+\.){2}\d+)(?: – ((?:\d+\.){2}\d+))? \| [^|]+ \| ([^|]+) \|([^|]*)\|([^|]*)\|$", re.MULTILINE
)


def listed():
    """Give each requirement's number, its state and what shows it."""
    for first, last, state, how, shown in LINE.findall(PAGE.read_text()):
        section, _, begin = first.rpartition(".")
        for number in range(int(begin), int((last or first).rpartition(".")[2]) + 1):
            yield f"{section}.{number}", state, how.strip(), shown.strip()


def test_every_requirement_of_two_levels_is_listed_once():
    wanted = [f"{section}.{number}" for section, last in SECTIONS.items() for number in range(1, last + 1)]
    assert len(wanted) == 70 + 183
    assert [number for number, *_ in listed()] == wanted


def test_what_is_met_is_shown_and_all_that_is_named_is_there():
    for number, state, how, shown in listed():
        assert state in STATES, number
        assert how, number
        assert shown or state not in ("met", "operator"), number
        for path in re.findall(r"`([\w./-]+/[\w./-]*)`", how + shown):
            assert (ROOT / path).exists() or path.startswith("/"), path


def test_the_table_counts_what_is_listed():
    counted = defaultdict(Counter)
    for number, state, *_ in listed():
        counted[number.partition(".")[0]][state] += 1
        counted["all"][state] += 1
    told = re.findall(r"^\| (\d+|all) \|" + r" (\d+) \|" * len(STATES) + "$", PAGE.read_text(), re.MULTILINE)
    assert [(chapter, *map(int, row)) for chapter, *row in told] == [
        (chapter, *(by_state[state] for state in STATES)) for chapter, by_state in sorted(counted.items(), key=_order)
    ]


def _order(item) -> int:
    return 99 if item[0] == "all" else int(item[0])


def test_no_script_gives_an_object_a_property_by_a_computed_name():
    """So that nobody's text reaches a prototype (15.3.6)."""
    scripts = [path for app in ("accounts", "articles", "moderation") for path in (ROOT / app).rglob("*.js")]
    assert len(scripts) > 10
    assert [path.name for path in scripts if re.search(r"[\w)]\[[^\]]+\]\s*=[^=>]", path.read_text())] == []


@pytest.mark.django_db
def test_a_password_is_taken_as_it_is_typed(client):
    cache.clear()  # guesses at the same address in another test
    typed = " Grüße aus dem Hafen, \u4e16\u754c! " * 3
    person = making.member()
    person.set_password(typed)
    person.save()

    def enter(password):
        return client.post("/en/account/login/", {"login": person.email, "password": password}).status_code

    assert [enter(one) for one in (typed.strip(), typed.lower(), typed[:64], typed)] == [200, 200, 200, 302]


@pytest.mark.django_db
def test_nothing_answers_to_trace_and_no_page_of_an_account_is_kept(client):
    assert client.trace("/en/").status_code == client.trace("/en/account/login/").status_code == 405
    person = making.member(is_staff=True, is_superuser=True)
    client.force_login(person)
    for address in ("/en/account/", "/en/account/privacy/", f"/{settings.ADMIN_PATH}/accounts/user/"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address
