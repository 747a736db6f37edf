"""What a moderator does against the author of the comment on the card, and its refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.actions import sanctions, suspensions, warnings
from moderation.admin import asking
from moderation.admin.asking import Outcome, Request
from moderation.enums import SanctionKind
from moderation.forms.decision import ReasonsForm


def sanction(asked: Request) -> Outcome:
    form = asking.sanction_form(asked)
    if form.is_valid():
        with _refusals(form):
            imposed = sanctions.impose(
                kind=SanctionKind(form.cleaned_data["kind"]),
                subject=asked.comment.author,
                milder_measure_note=form.cleaned_data["milder_measure_note"],
                conduct_at=asked.comment.edited_at or asked.comment.submitted_at,
                **_given(asked, form),
            )
            said = _("%(name)s has been told why. This was sanction number %(ordinal)s.")
            return Outcome(said % {"name": asked.comment.author, "ordinal": imposed.ordinal})
    return Outcome(act="sanction", refused=form)


def warn(asked: Request) -> Outcome:
    form = asking.warn_form(asked)
    if form.is_valid():
        with _refusals(form):
            warnings.warn(**_given(asked, form))
            asking.keep_note(asked, form.cleaned_data["note"])
            said = _("%(name)s is warned, and confirms that before the next comment.")
            return Outcome(said % {"name": asked.comment.author})
    return Outcome(act="warn", refused=form)


def suspend(asked: Request) -> Outcome:
    form = asking.suspend_form(asked)
    if form.is_valid():
        days = form.cleaned_data["days"]
        with _refusals(form):
            suspensions.suspend(days=days, **_given(asked, form))
            asking.keep_note(asked, form.cleaned_data["note"])
            said = ngettext(
                "%(name)s cannot comment for %(days)d day, and is told why.",
                "%(name)s cannot comment for %(days)d days, and is told why.",
                days,
            )
            return Outcome(said % {"name": asked.comment.author, "days": days})
    return Outcome(act="suspend", refused=form)


def end_suspension(asked: Request) -> Outcome:
    author = asked.comment.author
    try:
        suspensions.end(person=author, evidence=asked.comment, moderator=asked.moderator, now=asked.now)
    except suspensions.NotSuspended:
        return Outcome(_("The suspension has ended already."), act="end_suspension")
    except sanctions.NotAllowed:
        return Outcome(_not_allowed(), act="end_suspension")
    return Outcome(_("%(name)s can comment again.") % {"name": author})


def _given(asked: Request, form: ReasonsForm) -> dict[str, Any]:
    """What every act against a person takes."""
    return {
        "evidence": asked.comment,
        "moderator": asked.moderator,
        "reasons": form.reasons(),
        "now": asked.now,
        "case": asked.case,
        "use": asked.use,
    }


@contextmanager
def _refusals(form: forms.Form) -> Iterator[None]:
    """Put a refusal into the form, beside the field that it is about where there is one."""
    try:
        yield
    except sanctions.AlreadySanctioned:
        form.add_error(None, _("A sanction against this account is in force already."))
    except sanctions.OldConduct as old:
        day = date_format(timezone.localtime(old.restored_at), "DATE_FORMAT")
        form.add_error(None, _("The comment is older than the restoration of %(day)s.") % {"day": day})
    except warnings.AlreadyWarned:
        form.add_error(None, _("The author has been warned for this comment already."))
    except suspensions.AlreadySuspended as lasting:
        until = date_format(timezone.localtime(lasting.until), "DATETIME_FORMAT")
        form.add_error("days", _("A suspension lasts until %(until)s already.") % {"until": until})
    except sanctions.NotAllowed:
        form.add_error(None, _not_allowed())


def _not_allowed() -> str:
    return _("You may decide nothing about this account. An administrator may.")
