"""Rows of several logs, chained below three checkpoints."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from accounts.actions import chaining
from accounts.enums import Setting
from accounts.models import DossierAccess, SettingChange
from accounts.triggers import without_guards
from articles.enums import Deed, Thing
from articles.models import PaperEvent
from tests.moderation import making
from tests.moderation.making import NOW

LATER = NOW + timedelta(days=2)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def unguarded():
    connection.check_constraints()
    with without_guards(connection):
        yield


def event(**fields):
    made = {"thing": Thing.SECTION, "key": "4", "act": Deed.CHANGE, "note": "Sport", "made_at": NOW}
    return PaperEvent.objects.create(**made | fields)


def setting(**fields):
    made = {"what": Setting.RETENTION, "subject": "exports", "after": {"days": 5}, "why": "asked", "made_at": NOW}
    return SettingChange.objects.create(**made | fields)


@pytest.fixture
def chained(db):
    """Chain eleven rows: nobody refers to the events of the paper, so that they can be moved about."""
    making.rules()
    for begin in range(3):
        event(note=f"first {begin}")
        event(note=f"second {begin}", made_by=making.person())
        setting(subject=f"periods {begin}")
        chaining.extend(now=NOW + timedelta(minutes=5 * begin))
    DossierAccess.objects.create(
        staff=making.person(), person=making.person(), what="dossier", purpose="a letter", opened_at=NOW
    )
    making.comment(making.article())
    chaining.extend(now=NOW + timedelta(minutes=20))
