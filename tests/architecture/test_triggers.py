"""Every append-only table refuses UPDATE in the database too."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import AppendOnly
from moderation.models import Decision
from tests.moderation import making

APPEND_ONLY = sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnly))
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def _triggers():
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table",
    [*APPEND_ONLY, "accounts_policyversion", "accounts_policytext", "articles_correction", "moderation_clause"],
)
def test_table_has_its_guard(table):
    assert f"{table}_refuse_update" in _triggers()


@pytest.mark.django_db
def test_no_decision_goes():
    comment = making.comment(making.article())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM moderation_decision")
    assert comment.decisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_only_flush_empties_the_ledger_and_the_guard_stands_again():
    making.comment(making.article())
    call_command("flush", interactive=False, verbosity=0)
    assert Decision.objects.count() == 0
    assert "moderation_decision_refuse_delete" in _triggers()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("accounts_user_refuse_update", id="nobody is let in past a sanction"),
        pytest.param("moderation_sanction_refuse_update", id="a sanction counts until it is annulled"),
        pytest.param("moderation_comment_refuse_update", id="no appreciation is made up"),
        pytest.param("moderation_choice_refuse_update", id="what was chosen stays written down"),
        pytest.param("moderation_choice_refuse_delete", id="and none of it goes"),
    ],
)
def test_a_guard_with_a_condition_of_its_own_stands(name):
    assert name in _triggers()
