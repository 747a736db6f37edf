"""What a moderator does against the author of the comment on the card, and its refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.actions import hearings, procedure, sanctions, suspensions, warnings
from moderation.admin import asking
from moderation.admin.asking import Outcome, Request
from moderation.enums import SanctionKind
from moderation.forms.decision import ReasonsForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def sanction(asked: Request) -> Outcome:
    form = asking.sanction_form(asked)
    if form.is_valid():
        with refusals(form):
            imposed = sanctions.impose(
                kind=SanctionKind(form.cleaned_data["kind"]),
                subject=asked.comment.author,
                milder_measure_note=form.cleaned_data["milder_measure_note"],
                conduct_at=_conduct_at(asked),
                urgency=form.cleaned_data.get("urgency", ""),
                **_given(asked, form),
            )
            said = _("%(name)s has been told why. This was sanction number %(ordinal)s.")
            return Outcome(said % {"name": asked.comment.author, "ordinal": imposed.ordinal})
    return Outcome(act="sanction", refused=form)


def hear(asked: Request) -> Outcome:
    form = asking.hear_form(asked)
    if form.is_valid():
        given = _given(asked, form)
        del given["case"]  # a hearing has its own
        with refusals(form):
            hearing = hearings.announce(
                milder_measure_note=form.cleaned_data["milder_measure_note"], conduct_at=_conduct_at(asked), **given
            )
            said = _("%(name)s is told what is intended, and can reply until %(until)s. Then it waits in the queue.")
            return Outcome(said % {"name": asked.comment.author, "until": moment(hearing.ends_at)})
    return Outcome(act="hear", refused=form)


def warn(asked: Request) -> Outcome:
    form = asking.warn_form(asked)
    if form.is_valid():
        with refusals(form):
            warnings.warn(**_given(asked, form))
            asking.keep_note(asked, form.cleaned_data["note"])
            said = _("%(name)s is warned, and confirms that before the next comment.")
            return Outcome(said % {"name": asked.comment.author})
    return Outcome(act="warn", refused=form)


def suspend(asked: Request) -> Outcome:
    form = asking.suspend_form(asked)
    if form.is_valid():
        days = form.cleaned_data["days"]
        with refusals(form):
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
        return Outcome(str(SENTENCES[sanctions.NotAllowed]), act="end_suspension")
    return Outcome(_("%(name)s can comment again.") % {"name": author})


def _conduct_at(asked: Request) -> datetime:
    return asked.comment.edited_at or asked.comment.submitted_at


def moment(at: datetime) -> str:
    """Say a moment as the page's readers do."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


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


#: What is said of refusals that carry nothing to be said.
SENTENCES: dict[type[Exception], "_StrPromise"] = {
    sanctions.AlreadySanctioned: gettext_lazy("A sanction against this account is in force already."),
    sanctions.NotAllowed: gettext_lazy("You may decide nothing about this account. An administrator may."),
    warnings.AlreadyWarned: gettext_lazy("The author has been warned for this comment already."),
    procedure.HearingNeeded: gettext_lazy(
        "The person is heard before a block. Announce it, or say why it cannot wait."
    ),
    hearings.NotHeardHere: gettext_lazy(
        "On this site a block is not announced any more. Block the account, or do less."
    ),
}


@contextmanager
def refusals(form: forms.Form) -> Iterator[None]:
    """Put a refusal into the form, beside the field that it is about where there is one."""
    try:
        yield
    except sanctions.OldConduct as old:
        day = date_format(timezone.localtime(old.restored_at), "DATE_FORMAT")
        form.add_error(None, _("The comment is older than the restoration of %(day)s.") % {"day": day})
    except suspensions.AlreadySuspended as lasting:
        form.add_error("days", _("A suspension lasts until %(until)s already.") % {"until": moment(lasting.until)})
    except hearings.AlreadyOpen as already:
        said = _("A block is announced already: hearing %(reference)s.")
        form.add_error(None, said % {"reference": already.hearing.reference})
    except tuple(SENTENCES) as refusal:
        form.add_error(None, str(SENTENCES[type(refusal)]))
