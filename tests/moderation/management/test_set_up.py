"""`manage.py set_up`: what a site needs before it opens."""

from importlib.util import cache_from_source
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import Closure, ErasedPerson, User
from accounts.privacy import ledger
from moderation import apps
from tests.accounts import making as accounts

pytestmark = pytest.mark.django_db


def test_python_of_ours_is_compiled_though_python_may_not_keep_what_it_compiles(monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    compiled = Path(cache_from_source(apps.__file__))
    compiled.unlink(missing_ok=True)
    call_command("set_up", stdout=StringIO())
    assert compiled.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_a_restored_backup_brings_back_is_erased_before_the_site_opens(capsys):
    leaves = accounts.person()
    backup = User.objects.filter(pk=leaves.pk).values().get()
    closing.erase_now(person=leaves, texts=TextsAtErasure.ERASE, now=accounts.NOW)
    User.objects.filter(pk=leaves.pk).update(**backup)
    ErasedPerson.objects.filter().expire()
    Closure.objects.all().delete()
    try:
        call_command("set_up")
    finally:
        ledger.path().unlink()
    leaves.refresh_from_db()
    assert (leaves.email, leaves.name) == (None, "")
    assert "Erased 1 accounts again" in capsys.readouterr().out
