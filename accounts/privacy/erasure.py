"""Erasing a person: a loop over the declarations that ends with an empty account (GDPR Art. 17)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from accounts.enums import RestrictionEnd, TextsAtErasure
from accounts.models import AppendOnlyQuerySet, Restriction, User
from accounts.privacy import ledger
from accounts.privacy.declarations import PersonalData, registry
from accounts.privacy.receipts import Receipt

PERSON = User._meta.label


@transaction.atomic
def erase(*, person: User, now: datetime, texts: TextsAtErasure = TextsAtErasure.ERASE) -> Receipt:
    """Delete, redact or keep every row about the person as declared, and empty the account itself.

    Nothing is left that names them but what the declarations list as kept. `person` is the empty account afterwards.
    Erasing an erased person again changes nothing more.
    """
    person.refresh_from_db()
    release(person, RestrictionEnd.ERASED, now=now)
    call("before_erasure", person=person, texts=texts, now=now)
    receipt = Receipt()
    for entry, rows in _plan(person, texts):
        _carry_out(entry, rows, receipt)
    _empty(person, now)
    call("after_erasure", person=person, texts=texts, now=now)
    ledger.enter(person=person, now=now)
    # Robust: a disk without room keeps nobody here, and the table, from which the file is made, has the line.
    transaction.on_commit(ledger.sync, robust=True)
    return receipt


def erase_all(people: Iterable[User], *, now: datetime) -> int:
    """Erase each of these people; answer how many."""
    return sum(erase(person=person, now=now) is not None for person in people)


def call(step: str, **arguments: Any) -> None:
    """Let every app do its own part of a step of `Leaving`."""
    for leaving in registry().leaving:
        if path := getattr(leaving, step):
            import_string(path)(**arguments)


def release(person: User, end: RestrictionEnd, *, now: datetime) -> None:
    """End the person's restriction, if one runs: every app uses the data again, or erases it."""
    if Restriction.objects.running().filter(person=person).update(ended_at=now, end=end):
        User.objects.filter(pk=person.pk).update(restricted_at=None)
        person.refresh_from_db()
        call("released", person=person, now=now)


def is_held(person: User) -> bool:
    """Say whether an app wants the person's account whole until somebody has been answered."""
    return any(import_string(path)(person=person) for leaving in registry().leaving if (path := leaving.holds))


def _plan(person: User, texts: TextsAtErasure) -> list[tuple[PersonalData, QuerySet[Model]]]:
    """Find all rows before the first is touched: what is found by an address must be found while there is one."""
    entries = [entry for entry in registry().personal if entry.model != PERSON]
    if texts == TextsAtErasure.KEEP:
        entries = [entry for entry in entries if not entry.is_left_on_wish]
    return [(entry, entry.rows(person)) for entry in entries]


def _carry_out(entry: PersonalData, rows: QuerySet[Model], receipt: Receipt) -> None:
    count = rows.count()
    if not count:
        return
    if entry.is_confidential:
        remove(rows)
    elif entry.is_deleted:
        receipt.deleted[entry.model] += count
        remove(rows)
    elif entry.redacted:
        receipt.redacted[entry.model] += count
        # Found again by key: an UPDATE cannot follow a path of keys.
        entry.model_class._default_manager.filter(pk__in=rows.values("pk")).update(**entry.redacted)
    if entry.kept:
        receipt.kept[entry.model] += count


def remove(rows: QuerySet[Model]) -> int:
    """Delete rows, those written once included; answer how many of the model's own."""
    if isinstance(rows, AppendOnlyQuerySet):
        return rows.expire()
    _, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


def _empty(person: User, now: datetime) -> None:
    """Leave of the account a number and its dates, and end its sessions everywhere."""
    (entry,) = registry().about(PERSON)
    erased_at = person.erased_at or now
    values = {**entry.redacted, "session_epoch": person.session_epoch + 1, "erased_at": erased_at}
    User.objects.filter(pk=person.pk).update(**values)
    person.refresh_from_db()
