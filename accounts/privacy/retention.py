"""The nightly job: what has outlived its period goes (GDPR Art. 5(1)(e))."""

import logging
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from accounts.chain import logs
from accounts.models import RetentionPeriod, RetentionRun, User
from accounts.privacy import erasure, ledger, periods
from accounts.privacy.declarations import Retention, registry

logger = logging.getLogger(__name__)


def run(*, now: datetime) -> str:
    """Apply every declared period and write down what each removed; one that fails does not keep the others."""
    periods.load_defaults()
    removed = {rule.code: _apply(rule, now=now) for rule in registry().retention if rule.expired}
    RetentionRun.objects.create(ran_at=now, removed=removed)
    ledger.trim(before=now - periods.keep(next(r for r in registry().retention if r.code == "erasure-ledger")))
    return ", ".join(f"{code}: {count}" for code, count in removed.items() if count) or "nothing was due"


def replay(*, now: datetime) -> int:
    """End again what had ended and a restored backup brought back (V33); return how many rows."""
    rules = [rule for rule in registry().retention if rule.is_replayed]
    return sum(_remove(rule, expired(rule, now=now), now) for rule in rules)


def expired(rule: Retention, *, now: datetime) -> QuerySet[Model]:
    """Find the rows that have outlived the rule's period, but for what is only kept (GDPR Art. 18)."""
    assert rule.expired is not None  # noqa: S101 # rules without rows are not asked
    rows = rule.model_class._default_manager.filter(rule.expired(now - periods.keep(rule)))
    rows = rows.exclude(_about_restricted(rule.model))
    # What has been blanked already is not blanked again, and not counted.
    return rows.exclude(**rule.redacted) if rule.redacted else rows


def _about_restricted(model: str) -> Q:
    """Find a model's rows about people whose data is stored and not used: to delete it is to use it (Art. 4(2))."""
    people = User.objects.filter(restricted_at__isnull=False)
    about = [entry.rows(person) for person in people for entry in registry().about(model)]
    return reduce(or_, (Q(pk__in=rows.values("pk")) for rows in about), Q(pk__in=[]))


def _apply(rule: Retention, *, now: datetime) -> int:
    try:
        with transaction.atomic():
            count = _remove(rule, expired(rule, now=now), now)
    except Exception:
        logger.exception("Retention of %s failed.", rule.code)
        return -1
    RetentionPeriod.objects.filter(code=rule.code).update(removed=count, ran_at=now)
    return count


def _remove(rule: Retention, rows: QuerySet[Model], now: datetime) -> int:
    keys = list(rows.values_list("pk", flat=True).distinct())
    chosen = rule.model_class._default_manager.filter(pk__in=keys)
    logs.forget(rule.model, keys)
    if rule.act:
        return int(import_string(rule.act)(chosen, now=now))
    return chosen.update(**rule.redacted) if rule.redacted else erasure.remove(chosen)
