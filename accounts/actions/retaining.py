"""How long things are kept is the publisher's to set, within limits and with a reason that is logged."""

from django.db import transaction

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import RetentionPeriod
from accounts.privacy import periods


class OutOfRange(ValueError):
    """Duties ask for more days, or nothing needs so many."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        super().__init__(f"Between {least} and {most} days.")


@transaction.atomic
def set_period(*, code: str, keep_days: int, log: Log) -> RetentionPeriod:
    """Keep one kind of data so many days from the next run on. Raises OutOfRange."""
    found = {period.code: period for period in RetentionPeriod.objects.select_for_update().order_by("code")}
    period = found[code]
    if rule := periods.rule_of(code):
        least, most = periods.limits(rule)
        if not least <= keep_days <= most:
            raise OutOfRange(least, most)
    before = {"keep_days": period.keep_days}
    period.keep_days = keep_days
    period.save(update_fields=["keep_days"])
    after = {"keep_days": keep_days}
    setting_log.record(what=Setting.RETENTION, subject=code, before=before, after=after, log=log)
    return period
