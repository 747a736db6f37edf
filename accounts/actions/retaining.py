"""How long things are kept is the publisher's to set, with a reason that is logged."""

from django.db import transaction

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import RetentionPeriod


@transaction.atomic
def set_period(*, code: str, keep_days: int, log: Log) -> RetentionPeriod:
    """Keep one kind of data so many days from the next run on."""
    period = RetentionPeriod.objects.select_for_update().get(code=code)
    before = {"keep_days": period.keep_days}
    period.keep_days = keep_days
    period.save(update_fields=["keep_days"])
    after = {"keep_days": keep_days}
    setting_log.record(what=Setting.RETENTION, subject=code, before=before, after=after, log=log)
    return period
