"""How long things are kept on this site: the publisher's own periods, or the declared ones."""

from datetime import timedelta

from accounts.models import RetentionPeriod
from accounts.privacy.declarations import Retention, registry

#: A restored backup brings back whom the ledger does not know any more to be erased: it outlives the last by so long.
LEDGER, BACKUPS, AFTERWARDS = "erasure-ledger", "backups", timedelta(days=30)


class OutOfRange(ValueError):
    """Duties ask for more days, or nothing needs so many."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        super().__init__(f"Between {least} and {most} days.")


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


def limits(rule: Retention) -> tuple[int, int]:
    """Return the fewest and the most days that the publisher may set, as the other periods stand now (C70)."""
    least, most = rule.least, rule.keep * 2 if rule.most is None else rule.most
    rules = {one.code: one for one in registry().retention}
    if rule.code == LEDGER:
        least = max(least, keep(rules[BACKUPS]) + AFTERWARDS)
    if rule.code == BACKUPS:
        most = min(most, keep(rules[LEDGER]) - AFTERWARDS)
    return least.days, most.days


def rule_of(code: str) -> Retention | None:
    """Return what is declared under a code; None where nothing is any more."""
    return next((rule for rule in registry().retention if rule.code == code), None)


def check(code: str, days: int) -> None:
    """Hold all periods until the transaction ends, for some bound others; raise OutOfRange for what is not allowed."""
    list(RetentionPeriod.objects.select_for_update().order_by("code"))
    if rule := rule_of(code):
        least, most = limits(rule)
        if not least <= days <= most:
            raise OutOfRange(least, most)
