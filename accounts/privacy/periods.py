"""How long things are kept on this site: the publisher's own periods, or the declared ones."""

from datetime import timedelta

from accounts.models import RetentionPeriod
from accounts.privacy.declarations import Retention, registry


def load_defaults() -> None:
    """Write a row for every declared period that has none; periods that were amended stay."""
    rows = [RetentionPeriod(code=rule.code, keep_days=rule.keep.days) for rule in registry().retention]
    RetentionPeriod.objects.bulk_create(rows, ignore_conflicts=True)


def keep(rule: Retention, own: dict[str, int] | None = None) -> timedelta:
    """Answer how long this site keeps what the rule covers; `own` spares the statement when `all_days` was read."""
    days = (all_days() if own is None else own).get(rule.code)
    return rule.keep if days is None else timedelta(days=days)


def all_days() -> dict[str, int]:
    """Read the site's own periods in one statement."""
    return dict(RetentionPeriod.objects.values_list("code", "keep_days"))
