"""What a moderator does against the author of the comment on the card, and its refusals in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.actions import sanctions, suspensions, warnings
from moderation.admin import asking
from moderation.admin.asking import Outcome, Request
from moderation.enums import SanctionKind


def sanction(asked: Request) -> Outcome:
    form = asking.sanction_form(asked)
    if form.is_valid():
        try:
            imposed = sanctions.impose(
                kind=SanctionKind(form.cleaned_data["kind"]),
                subject=asked.comment.author,
                moderator=asked.moderator,
                reasons=form.reasons(),
                milder_measure_note=form.cleaned_data["milder_measure_note"],
                conduct_at=asked.comment.edited_at or asked.comment.submitted_at,
                evidence=asked.comment,
                now=asked.now,
                case=asked.case,
                use=asked.use,
            )
        except sanctions.AlreadySanctioned:
            form.add_error(None, _("A sanction against this account is in force already."))
        except sanctions.OldConduct as old:
            day = date_format(timezone.localtime(old.restored_at), "DATE_FORMAT")
            form.add_error(None, _("The comment is older than the restoration of %(day)s.") % {"day": day})
        except sanctions.NotAllowed:
            form.add_error(None, _("You may not sanction this account. An administrator may."))
        else:
            said = _("%(name)s has been told why. This was sanction number %(ordinal)s.")
            return Outcome(said % {"name": asked.comment.author, "ordinal": imposed.ordinal})
    return Outcome(act="sanction", refused=form)


def warn(asked: Request) -> Outcome:
    form = asking.warn_form(asked)
    if form.is_valid():
        try:
            warnings.warn(
                evidence=asked.comment,
                moderator=asked.moderator,
                reasons=form.reasons(),
                now=asked.now,
                case=asked.case,
                use=asked.use,
            )
        except warnings.AlreadyWarned:
            form.add_error(None, _("The author has been warned for this comment already."))
        except sanctions.AlreadySanctioned:
            form.add_error(None, _("A sanction against this account is in force already."))
        except sanctions.NotAllowed:
            form.add_error(None, _("You may not warn this account. An administrator may."))
        else:
            asking.keep_note(asked, form.cleaned_data["note"])
            said = _("%(name)s is warned, and confirms that before the next comment.")
            return Outcome(said % {"name": asked.comment.author})
    return Outcome(act="warn", refused=form)


def suspend(asked: Request) -> Outcome:
    form = asking.suspend_form(asked)
    if form.is_valid():
        days = form.cleaned_data["days"]
        try:
            suspensions.suspend(
                evidence=asked.comment,
                moderator=asked.moderator,
                reasons=form.reasons(),
                days=days,
                now=asked.now,
                case=asked.case,
                use=asked.use,
            )
        except suspensions.AlreadySuspended as lasting:
            until = date_format(timezone.localtime(lasting.until), "DATETIME_FORMAT")
            form.add_error("days", _("A suspension lasts until %(until)s already.") % {"until": until})
        except sanctions.AlreadySanctioned:
            form.add_error(None, _("A sanction against this account is in force already."))
        except sanctions.NotAllowed:
            form.add_error(None, _("You may not suspend this account. An administrator may."))
        else:
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
        return Outcome(_("You may not end this suspension. An administrator may."), act="end_suspension")
    return Outcome(_("%(name)s can comment again.") % {"name": author})
