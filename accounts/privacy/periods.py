"""How long things are kept on this site: the publisher's own periods, or the declared ones."""

from datetime import timedelta

from accounts.models import RetentionPeriod
from accounts.privacy.declarations import Retention, registry


def load_defaults() -> None:
    """Write a row for every declared period that has none; periods that were amended stay."""
    rows = [RetentionPeriod(code=rule.code, keep_days=rule.keep.days) for rule in registry().retention]
    RetentionPeriod.objects.bulk_create(rows, ignore_conflicts=True)


def keep(rule: Retention) -> timedelta:
    """Answer how long this site keeps what the rule covers."""
    days = RetentionPeriod.objects.filter(code=rule.code).values_list("keep_days", flat=True).first()
    return rule.keep if days is None else timedelta(days=days)
