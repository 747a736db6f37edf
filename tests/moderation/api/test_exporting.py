"""Copies of one's data and statements of reasons by program (C72)."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Setting
from accounts.models import Export, SettingChange
from accounts.outbox import delivery
from moderation import dsa
from moderation.actions import decisions
from tests.moderation import making
from tests.moderation.api.asking import Program, problem, token

pytestmark = pytest.mark.django_db


def work():
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())


def test_people_fetch_a_copy_of_their_data(member, program):
    assert program.get("me/exports").json() == {"export": None}
    asked = program.post("me/exports")
    assert (asked.status_code, asked.json()["export"]["ready_at"]) == (202, None)
    pk = asked.json()["export"]["id"]
    assert problem(program.post(f"me/exports/{pk}/download")) == (410, "gone")
    work()
    assert program.get("me/exports").json()["export"]["downloads_left"] == 3
    fetched = program.post(f"me/exports/{pk}/download")
    assert fetched["Content-Type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content))).namelist()
    assert "data.json" in names
    assert program.get("me/exports").json()["export"]["downloads_left"] == 2
    other = Program(token(making.member()))
    assert problem(other.post(f"me/exports/{pk}/download")) == (404, "not-found")


def test_asked_for_twice_it_is_one(program):
    assert program.post("me/exports").json() == program.post("me/exports").json()
    assert Export.objects.count() == 1


@pytest.fixture
def chief(article):
    return making.accepting(making.person(is_staff=True, is_superuser=True))


def statements(program, **query):
    today = timezone.now().date()
    asked = {"first": today - timedelta(days=1), "last": today, "why": "The quarter's report."} | query
    return program.get("statements?" + "&".join(f"{name}={value}" for name, value in asked.items()))


def test_statements_of_reasons_come_by_key_and_are_noted(article, chief, monkeypatch):
    monkeypatch.setattr(dsa, "MOST", 2)
    for _ in range(3):
        decisions.remove(
            comment=making.comment(article), version=1, moderator=making.moderator(), reasons=making.reasons(5),
            now=timezone.now(),
        )  # fmt: skip
    program = Program(token(chief))
    first = statements(program).json()
    second = statements(program, after=first["after"]).json()
    assert [len(first["statements"]), len(second["statements"]), second["after"]] == [2, 1, None]
    assert first["statements"][0]["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    noted = SettingChange.objects.filter(what=Setting.EXPORT, made_by=chief)
    assert [(one.after["rows"], one.why) for one in noted.order_by("pk")] == [
        (2, "The quarter's report."), (1, "The quarter's report."),
    ]  # fmt: skip


@pytest.mark.parametrize("query", [{"why": ""}, {"first": "yesterday"}, {"last": "9999-12-31"}, {"after": "x"}])
def test_what_is_wrong_is_named(chief, query):
    assert problem(statements(Program(token(chief)), **query)) == (422, "invalid")


def test_only_moderators_of_the_whole_paper_take_them_out(article, program):
    assert problem(statements(program)) == (403, "not-allowed")
    limited = making.accepting(making.limited_moderator(["news"], ["en"]))
    assert problem(statements(Program(token(limited)))) == (403, "not-allowed")
