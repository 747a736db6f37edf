"""Acts on many articles: asked for at once, done by the worker one article at a time (A54).

Each article is done in a transaction of its own, which also notes what became of it: what was killed is gone on with,
and nothing is done twice. Rights are those of the moment at which an article's turn has come.
"""

import logging
import time
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import InterfaceError, InternalError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.locale import as_read_in
from accounts.models import OutboxItem, User
from accounts.outbox import enqueue
from accounts.outbox.delivery import NotYet
from articles import permissions
from articles.actions import bulk_each
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import Outcome
from articles.lifecycle import Obstacle
from articles.models import BulkItem, BulkJob

logger = logging.getLogger(__name__)

CHANNEL = "bulk"
#: So many articles are asked for at once.
MOST = 10_000
#: So long a delivery goes on before other things have their turn: no channel is slow for it.
ROUND_SECONDS = 1.5
#: What passes by itself: the outbox tries again.
PASSING = (OperationalError, InterfaceError, InternalError)


@transaction.atomic
def ask(*, job: BulkJob, meant: Mapping[int, int], by: User, language: str, now: datetime) -> BulkJob:
    """Have done what a job that is not stored yet says, to the articles of these keys, oldest first; return it stored.

    `meant` has for each the number of the text that was looked at. Raises ValueError for none or more than MOST.
    """
    if not 0 < len(meant) <= MOST:
        raise ValueError(len(meant))
    job.asked_by, job.asked_at, job.language = by, now, language
    job.save(force_insert=True)
    items = [BulkItem(job=job, article_id=key, revision=number) for key, number in sorted(meant.items())]
    BulkItem.objects.bulk_create(items, batch_size=1000)
    _enqueue(job, now)
    return job


@transaction.atomic
def stop(*, job: BulkJob, by: User, now: datetime) -> None:
    """Let what is not done yet be; what is done stays. Raises NotAllowed, Crossed where it goes on no longer."""
    job = _held(job, by)
    if not job.is_running:
        raise Crossed(_("It was over or stopped already."))
    job.stopped_at = now
    job.save(update_fields=["stopped_at"])


@transaction.atomic
def resume(*, job: BulkJob, by: User, now: datetime) -> None:
    """Go on with what was stopped. Raises NotAllowed, Crossed where it was not."""
    job = _held(job, by)
    if job.stopped_at is None:
        raise Crossed(_("It was over, or goes on already."))
    job.stopped_at = None
    job.save(update_fields=["stopped_at"])
    _enqueue(job, now)


def go_on(item: OutboxItem) -> None:
    """Do the next articles, and come back for the rest (outbox channel `bulk`)."""
    ends = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends:
        if not _do_next(item.payload["job"]):
            return
    raise NotYet("Articles are being worked through.", until=timezone.now())


@transaction.atomic
def _do_next(pk: int) -> bool:
    """Do the next article of a job, or end it; say whether it goes on. Two workers at one job take turns."""
    now = timezone.now()
    job = BulkJob.objects.running().select_for_update(of=("self",)).filter(pk=pk).first()
    if job is None:
        return False
    item = job.items.waiting().select_related("job", "article").first()
    if item is None:
        job.ended_at = now
        job.save(update_fields=["ended_at"])
        return False
    with as_read_in(job.language):
        item.reason = _refusal(item, now)
    item.outcome = Outcome.REFUSED if item.reason else Outcome.DONE
    item.settled_at = now
    item.save(update_fields=["outcome", "reason", "settled_at"])
    return True


def _refusal(item: BulkItem, now: datetime) -> str:
    """Do an article; return why it was refused, or nothing. A failure of ours is no reason to leave the others."""
    try:
        with transaction.atomic():
            bulk_each.do(item=item, by=_asker(item.job), now=now)
    except bulk_each.REFUSALS as refused:
        return bulk_each.words(refused)
    except PASSING:
        raise
    except Exception:
        logger.exception("Article %s of bulk act %s failed.", item.article_id, item.job_id)
        return _("Something went wrong, and nothing was changed. Try it in the article itself; tell an administrator.")
    return ""


def _asker(job: BulkJob) -> User:
    """Load who asked, with the rights of now; raise NotAllowed for somebody who does not get in any more."""
    by = User.objects.get(pk=job.asked_by_id)
    if not (by.is_active and by.is_staff):
        raise NotAllowed(Obstacle.RIGHT)
    return by


def _held(job: BulkJob, by: User) -> BulkJob:
    if not permissions.may_handle(by, job):
        raise NotAllowed(Obstacle.RIGHT)
    return BulkJob.objects.select_for_update(of=("self",)).get(pk=job.pk)


def _enqueue(job: BulkJob, now: datetime) -> None:
    """Give the worker a turn of its own for each time that it is to begin: which articles are done, the rows say."""
    enqueue(channel=CHANNEL, key=f"{CHANNEL}:{job.pk}:{uuid4()}", payload={"job": job.pk}, now=now)
