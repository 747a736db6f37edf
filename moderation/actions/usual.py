"""How the articles of a section are discussed while nobody has set their own discussions (C24)."""

from django.db import transaction

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from articles import pages
from moderation.models import DiscussionDefault

COLUMNS = ("discussion", "message", "later_after", "later_discussion")


@transaction.atomic
def keep(*, default: DiscussionDefault, log: Log) -> None:
    """Let it hold from now on; every page follows."""
    before = _stored(default)
    default.save()
    _tell(default, before, _stored(default), log)


@transaction.atomic
def remove(*, default: DiscussionDefault, log: Log) -> None:
    """Let the section have nothing usual any more."""
    before = _stored(default)
    DiscussionDefault.objects.filter(pk=default.pk).delete()
    _tell(default, before, {}, log)


def _stored(default: DiscussionDefault) -> dict[str, object]:
    return DiscussionDefault.objects.filter(pk=default.pk).values(*COLUMNS).first() or {}


def _tell(default: DiscussionDefault, before: dict[str, object], after: dict[str, object], log: Log) -> None:
    what, subject = Setting.USUAL_DISCUSSION, str(default.section)
    setting_log.record(what=what, subject=subject, before=before, after=after, log=log)
    pages.touch(site=True)
