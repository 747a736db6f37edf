"""The Commission's report from the admin: for whoever sees the whole paper's figures, and logged (V50, C32)."""

import io
from datetime import date
from zipfile import ZipFile

import pytest

from accounts.enums import Setting
from accounts.models import SettingChange
from moderation.forms.commission import ReportForm
from tests.moderation import making

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PAGE = "/admin/moderation/statementofreasons/report/"
ASKED = {"first": "2026-01-01", "last": "2026-12-31", "previous": "", "why": "The yearly report"}


@pytest.fixture(autouse=True)
def _rules(chief):
    making.rules()
    making.accepting(chief)


def test_the_archive_is_taken_out_by_who_says_what_for(desk, chief):
    answer = desk.post(PAGE, ASKED)
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="transparency-report-2026-01-01-2026-12-31.zip"'
    )
    with ZipFile(io.BytesIO(answer.content)) as packed:
        assert "Part_4_notices.csv" in packed.namelist()
        lines = sum(packed.read(name).count(b"\r\n") - 1 for name in packed.namelist())
    logged = SettingChange.objects.get()
    assert (logged.what, logged.made_by, logged.why) == (Setting.EXPORT, chief, "The yearly report")
    assert logged.after == {"rows": lines, "filters": "period=2026-01-01/2026-12-31"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"why": ""}, "This field is required.", id="says not what for"),
        pytest.param({"last": "2025-12-31"}, "Change one of them.", id="ends before it begins"),
        pytest.param({"first": "yesterday"}, "Enter a valid date.", id="names no day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken_out(desk, said, told):
    answer = desk.post(PAGE, ASKED | said)
    assert told in answer.content.decode()
    assert not SettingChange.objects.exists()


def test_the_list_of_statements_leads_there(desk):
    assert PAGE in desk.get("/admin/moderation/statementofreasons/").content.decode()


def test_whoever_is_limited_to_a_part_of_the_paper_has_no_figures_of_the_whole(client):
    limited = making.accepting(making.limited_moderator(["news"], ["en"]))
    client.force_login(limited)
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/moderation/statementofreasons/").content.decode()


def test_the_year_before_is_asked_for_first():
    assert ReportForm.usual(date(2027, 1, 15)) == {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
