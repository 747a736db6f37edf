"""How long things are kept is the publisher's to set, within limits and with a reason that is logged."""

from django.db import transaction

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import RetentionPeriod
from accounts.privacy import periods


@transaction.atomic
def set_period(*, code: str, keep_days: int, log: Log) -> RetentionPeriod:
    """Keep one kind of data so many days from the next run on. Raises periods.OutOfRange."""
    periods.check(code, keep_days)
    period = RetentionPeriod.objects.get(code=code)
    before = {"keep_days": period.keep_days}
    period.keep_days = keep_days
    period.save(update_fields=["keep_days"])
    after = {"keep_days": keep_days}
    setting_log.record(what=Setting.RETENTION, subject=code, before=before, after=after, log=log)
    return period
