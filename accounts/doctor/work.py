"""What the site does by itself: its worker and duties, what waits to go out, letters, and copies."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.backup import archive
from accounts.chain.logs import logs
from accounts.doctor import Finding, doubtful, ill, well
from accounts.models import Checkpoint, Duty
from accounts.outbox.standing import standing

#: A backup is made every night (deploy/gazette-backup.timer).
BACKUP_EVERY = timedelta(hours=26)
#: What a duty may be late by.
LATE = timedelta(hours=1)
#: The duty that compares the whole chain.
VERIFIES = "accounts.actions.chaining.verify"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def of_worker(now: datetime) -> Iterator[Finding]:
    """Say whether a worker lives, what of its duties failed or is late, and what is stuck."""
    about, stands = _("Worker"), standing(now)
    if not stands.is_worked:
        yield ill(about, _("None was seen for half a minute."), _("Start it: manage.py work (deploy/gazette.service)."))
    else:
        yield well(about, _("It lives."))
        yield from _of_duties(now)
    about, stuck = _("Outbox"), stands.overdue + stands.given_up
    if stuck:
        said = ngettext("%(number)d item is overdue or given up.", "%(number)d items are overdue or given up.", stuck)
        mend = _("See in the list of outbox items why, mend that, choose them and try again.")
        yield ill(about, said % {"number": stuck}, mend)
    else:
        yield well(about, _("Nothing is overdue."))


def of_mail(_now: datetime) -> Iterator[Finding]:
    """Say whether the mail server takes the call; no letter is sent."""
    about = _("Letters")
    if settings.EMAIL_BACKEND != SMTP:
        said = _("Letters reach nobody: they are written down on this machine.")
        yield doubtful(about, said, _("Name a mail server in EMAIL_URL before readers come."))
        return
    try:
        with get_connection(timeout=5):
            pass
    except OSError as away:  # what smtplib raises is one, too
        said = _("The mail server does not take the call: %(why)s.") % {"why": f"{type(away).__name__}: {away}"}
        yield ill(about, said, _("See that it runs, and that EMAIL_URL names it with the right user and password."))
        return
    if settings.EMAIL_HOST not in ON_THIS_MACHINE and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        said = _("The mail server answers, and letters go to it over the network in the open.")
        yield doubtful(about, said, _("Write smtp+tls:// in EMAIL_URL."))
        return
    yield well(about, _("The mail server answers."))


def of_backups(now: datetime) -> Iterator[Finding]:
    """Say how old the newest backup is."""
    about, how = _("Backups"), _("docs/how-to/run-in-production.md says how.")
    if not settings.BACKUP_RECIPIENTS:
        yield doubtful(about, _("None is made: BACKUP_RECIPIENTS names no key."), how)
        return
    newest = archive.newest(settings.BACKUP_DIR)
    if newest is None:
        yield ill(about, _("None was made yet."), _("Run: manage.py backup. Then let a timer run it every night."))
    elif now - newest > BACKUP_EVERY:
        hours = {"hours": round((now - newest) / timedelta(hours=1))}
        mend = _("Run: manage.py backup. It says why it cannot be made; then see to its timer.")
        yield ill(about, _("The newest is %(hours)d hours old.") % hours, mend)
    else:
        yield well(about, _("The newest is less than a day and two hours old."))


def _of_duties(now: datetime) -> Iterator[Finding]:
    about, done = _("Duties"), {duty.name: duty for duty in Duty.objects.all()}
    bad = 0
    for path, every in settings.PERIODIC:
        duty = done.get(path)
        if duty and duty.outcome.startswith("failed"):
            yield ill(
                about,
                f"{path}: {duty.outcome}",
                _("The log of the worker says more. It is tried again when its time comes."),
            )
        elif duty and duty.finished_at and now - duty.finished_at > every + LATE:
            yield ill(about, _("%(duty)s is late.") % {"duty": path}, _("See what the worker does: its log says."))
        else:
            continue
        bad += 1
    if not bad:
        yield well(about, _("All were done in time."))


def of_chain(now: datetime) -> Iterator[Finding]:
    """Say how far the chain of decisions and logs reaches, and when all of it was compared last (V64, A60)."""
    about, head = _("Chain of hashes"), Checkpoint.objects.newest()
    late = (log.waiting(now).filter(**{f"{log.at}__lt": now - LATE}).exists() for log in logs().values())
    if any(late):
        said = _("Something that was written an hour ago is not chained yet.")
        yield ill(about, said, _("See what the worker does: its log says."))
    elif head is None:
        yield well(about, _("Nothing is to be chained yet."))
    else:
        verified = Duty.objects.filter(name=VERIFIES).values_list("finished_at", flat=True).first()
        said = _("Entries: %(entries)d, the newest of %(made)s; last compared: %(verified)s.") % {
            "entries": head.size,
            "made": date_format(localtime(head.made_at), "DATETIME_FORMAT"),
            "verified": date_format(localtime(verified), "DATETIME_FORMAT") if verified else _("not yet"),
        }
        yield well(about, said)
