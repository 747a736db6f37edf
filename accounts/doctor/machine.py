"""What the site stands on: database, clock, disk, cache, and the words of its settings."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.checks import WARNING, run_checks
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.doctor import Finding, doubtful, ill, well
from accounts.models import Duty, OutboxItem
from accounts.models.outbox import SKEW

#: Clocks of two machines that differ by more will tell times in the wrong order.
APART = timedelta(seconds=2)
#: Of a disk: what is little, and what is too little for a day's work.
LITTLE_SHARE, TOO_LITTLE_BYTES = 0.1, 1 << 30


def of_database(_now: datetime) -> Iterator[Finding]:
    """Say whether it answers, takes what is written, and is of this version."""
    about = _("Database")
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield ill(about, _("It is older than this version."), _("Run: manage.py set_up"))
            return
        with transaction.atomic():
            Duty.objects.create(name=f"doctor:{uuid4()}")
            transaction.set_rollback(True)
    except DatabaseError as refused:
        said = _("It takes nothing that is written: %(why)s.") % {"why": refused}
        yield ill(about, said, _("Make room on its disk, and see that it may be written to."))
        return
    yield well(about, _("It answers and takes what is written."))


def of_clock(now: datetime) -> Iterator[Finding]:
    """Say whether times are told right: as the database tells them, and with nothing written in times to come."""
    about = _("Clock")
    mend = _("Let the time service of each machine set its clock (timedatectl set-ntp true).")
    apart = _database_is_ahead()
    if abs(apart) > APART:
        seconds = {"seconds": round(apart.total_seconds())}
        yield ill(about, _("The database’s clock is %(seconds)d seconds ahead of this one.") % seconds, mend)
    elif OutboxItem.objects.filter(created_at__gt=now + SKEW).exists():
        yield ill(about, _("Something was written at a time that has not come yet: a clock was set back."), mend)
    else:
        yield well(about, _("It agrees with what was written."))


def of_disk(_now: datetime) -> Iterator[Finding]:
    """Say how much room is left where the site writes, and whether it may."""
    named = {"BACKUP_DIR": settings.BACKUP_DIR, "SHARED_DIR": settings.SHARED_DIR, "VAR_DIR": settings.VAR_DIR}
    for folder, name in {Path(path): name for name, path in named.items()}.items():  # a folder of two names once
        yield _of_folder(name, folder)


def of_cache(_now: datetime) -> Iterator[Finding]:
    """Say whether what counts guesses and tells pages that they are old answers."""
    about = "REDIS_URL" if settings.REDIS_URL else _("Cache")
    if settings.REDIS_URL:
        from redis import Redis, RedisError  # noqa: PLC0415 # an extra: only sites with REDIS_URL have it

        from accounts.redis import WAITING  # noqa: PLC0415 # as above

        try:
            Redis.from_url(settings.REDIS_URL, **WAITING).ping()
        except RedisError as away:
            said = _("Redis does not answer: %(why)s. No page is kept, and guesses are counted on each machine.")
            yield ill(about, said % {"why": away}, _("Start it, and see that this machine reaches it."))
            return
    word = str(uuid4())
    cache.set("doctor", word, 60)
    if cache.get("doctor") == word:
        yield well(about, _("It keeps what it is told."))
    else:
        yield ill(about, _("It forgets what it is told."), _("See that the site may write into VAR_DIR."))


def of_settings(_now: datetime) -> Iterator[Finding]:
    """Say what Django's own checks and ours have against the settings, those for production among them."""
    about = _("Settings")
    is_production = not settings.DEBUG and settings.PRODUCTION
    raised = run_checks(include_deployment_checks=is_production)
    for message in (one for one in raised if one.level >= WARNING and not one.is_silenced()):
        yield ill(about, f"{message.id}: {message.msg}", message.hint or _("Look the number up in Django’s documents."))
    if not is_production:
        said = _("This is no production: keys may be public, pages may show faults, and cookies go without TLS.")
        yield doubtful(about, said, _("Before readers come: DEPLOYMENT=production (docs/how-to/run-in-production.md)."))
    elif not settings.SITE_URL.startswith("https://"):
        yield ill(about, _("SITE_URL is not https."), _("Let a front server speak TLS (deploy/nginx.conf)."))
    elif not [one for one in raised if one.level >= WARNING]:
        yield well(about, _("Nothing speaks against them; every page asks for TLS."))


def _database_is_ahead() -> timedelta:
    """Return by how much the clock of another machine's database differs; SQLite has none."""
    if connection.vendor != "postgresql":
        return timedelta(0)
    there: datetime = ContentType.objects.values_list(Now())[0][0]  # beside any row
    return there - timezone.now()


def _of_folder(name: str, folder: Path) -> Finding:
    while not folder.exists():  # it is made when it is needed
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"doctor")
        usage = shutil.disk_usage(folder)
    except OSError as refused:
        said = _("Nothing can be written there: %(why)s.") % {"why": refused.strerror}
        return ill(name, said, _("Make room, and let the site’s user write there."))
    left = _("%(left)s are free.") % {"left": filesizeformat(usage.free)}
    if usage.free < TOO_LITTLE_BYTES:
        return ill(name, left, _("Make room before nothing can be written any more."))
    if usage.free < usage.total * LITTLE_SHARE:
        return doubtful(name, left, _("Make room: less than a tenth is left."))
    return well(name, left)
