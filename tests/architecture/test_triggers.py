"""Every append-only table refuses UPDATE in the database too."""

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import AppendOnly

APPEND_ONLY = sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnly))
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*APPEND_ONLY, "accounts_policyversion", "accounts_policytext", "moderation_clause"])
def test_table_has_its_guard(table):
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        triggers = {row[0] for row in cursor.fetchall()}
    assert f"{table}_refuse_update" in triggers
