"""A receipt that can be checked, and that says when the last backup with the person is gone (C88, V59)."""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from accounts.actions import closing
from accounts.backup import archive
from accounts.enums import TextsAtErasure
from accounts.models import Closure, OutboxItem, RetentionPeriod
from accounts.privacy import ledger, periods
from tests.accounts import making
from tests.accounts.making import NOW

KEPT = timedelta(days=35)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _places(db, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    periods.load_defaults()
    yield
    ledger.path().unlink(missing_ok=True)


@pytest.fixture
def letter():
    """Erase somebody; answer the letter."""
    closing.erase_now(person=making.person(language="en"), texts=TextsAtErasure.ERASE, now=NOW)
    return OutboxItem.objects.get(key__endswith=":erased").payload["text"]


@pytest.fixture
def address(letter):
    (found,) = re.findall(rf"{configured.SITE_URL}(/en/account/receipt/\S+/)", letter)
    return found


def saved(at):
    configured.BACKUP_DIR.mkdir(exist_ok=True)
    (configured.BACKUP_DIR / at.strftime(archive.NAME)).touch()


def test_the_letter_states_the_fingerprint_of_the_file_that_the_page_leads_to(client, letter, address):
    page = client.get(address)
    assert page.headers["Cache-Control"].startswith("max-age=0")
    (file,) = re.findall(r'href="([^"]+receipt\.json)"', page.content.decode())
    content = client.get(file).content
    assert sha256(content).hexdigest() in letter
    receipt = json.loads(content)
    closure = Closure.objects.get()
    assert receipt["account"] == closure.person.public_id
    assert receipt["erased"] == NOW.isoformat()
    assert receipt["redacted"] == closure.receipt["redacted"]
    closing.confirm_unsaved(now=NOW + KEPT + SECOND)
    assert client.get(file).content == content


def test_the_page_counts_and_promises_and_later_confirms(client, letter, address):
    promised = date_format(NOW + KEPT)
    assert f"deleted by {promised}" in letter
    before = client.get(address).content.decode()
    assert "Encrypted backups that are older than the erasure still hold your data" in before
    assert "Kept, without your name" in before
    closing.confirm_unsaved(now=NOW + KEPT + SECOND)
    after = client.get(address).content.decode()
    assert "No backup is left that is older than the erasure." in after
    assert "still hold" not in after


@pytest.mark.parametrize(
    ("backup", "after", "is_gone"),
    [
        pytest.param(None, KEPT, False, id="a backup may lie elsewhere"),
        pytest.param(None, KEPT + SECOND, True, id="none was seen"),
        pytest.param(-timedelta(days=1), KEPT - SECOND, False, id="one is there"),
        pytest.param(-timedelta(days=1), KEPT + SECOND, True, id="one was too old"),
        pytest.param(timedelta(days=3), KEPT + SECOND, True, id="one is from after"),
    ],
)
@pytest.mark.usefixtures("letter")
def test_it_is_confirmed_when_none_is_left(backup, after, is_gone):
    if backup:
        saved(NOW + backup)
    closing.confirm_unsaved(now=NOW + after)
    assert (Closure.objects.get().unsaved_at is not None) == is_gone


@pytest.mark.usefixtures("letter")
def test_a_period_that_is_longer_now_holds_the_confirmation_back():
    RetentionPeriod.objects.filter(code="backups").update(keep_days=50)
    saved(NOW - timedelta(days=1))
    assert closing.confirm_unsaved(now=NOW + KEPT + SECOND) == "0 gone from the last backup"
    assert closing.confirm_unsaved(now=NOW + timedelta(days=50) + SECOND) == "1 gone from the last backup"
    assert list(configured.BACKUP_DIR.iterdir()) == []
    assert closing.confirm_unsaved(now=NOW + timedelta(days=51)) == "0 gone from the last backup"


def test_a_receipt_has_no_other_address(client, address):
    closure = Closure.objects.get()
    for given in (closing.token(closure), f"{closure.pk}:made-up", "7"):
        assert client.get(f"/en/account/receipt/{given}/").status_code == 404
    assert client.get(address.replace("receipt", "keep")).status_code == 404


def test_nothing_open_has_a_receipt(client):
    closure = closing.request(person=making.person(), texts=TextsAtErasure.ERASE, now=NOW)
    assert client.get(closing.receipt_address(closure, "en")).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Closure.objects.filter(pk=closure.pk).update(unsaved_at=NOW)
