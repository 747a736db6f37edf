import csv
import io
from pathlib import Path

import pytest
from django.utils.translation import override

from accounts.models import RetentionPeriod
from accounts.privacy import periods, record
from accounts.privacy.declarations import registry

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "record-of-processing.md"


def test_the_page_in_docs_is_fresh():
    with override("en"):
        assert record.as_markdown() == PAGE.read_text(encoding="utf-8"), "manage.py record_of_processing > docs/…"


def test_the_csv_has_a_line_for_every_declaration(client):
    page = client.get("/en/account/privacy/record.csv").content.decode()
    lines = list(csv.reader(io.StringIO(page)))
    assert tuple(lines[0]) == record.HEADER
    assert len(lines) - 1 == len(registry().personal)
    assert {len(line) for line in lines} == {len(record.HEADER)}


def test_every_activity_says_what_article_30_asks():
    for entry in record.entries():
        assert all(map(str, (entry.activity.name, entry.activity.purpose, entry.activity.people))), entry.activity.code
        assert entry.tables


def test_the_record_shows_the_sites_own_period():
    periods.load_defaults()
    RetentionPeriod.objects.filter(code="sessions").update(keep_days=9)
    assert ("sessions", "sessions, counted from their last use", 9) in record.retention_table()


def test_the_page_is_public_and_names_every_activity(client):
    page = client.get("/en/account/privacy/record/")
    assert page.status_code == 200
    for activity in registry().activities:
        assert f'id="{activity.code}"' in page.content.decode()
