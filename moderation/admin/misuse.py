"""Misuse of reports on the desk: who sent a report is warned, then paused, and never named (V46)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.actions import restrictions
from accounts.models import User
from moderation import permissions
from moderation.actions import misuse, sanctions
from moderation.admin import asking
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.forms.misuse import MisuseForm
from moderation.models import Misuse, Report
from moderation.permissions import SANCTION

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[type[Exception], "_StrPromise"] = {
    sanctions.NotAllowed: gettext_lazy("You may decide nothing about this account. An administrator may."),
    restrictions.Restricted: asking.ONLY_KEPT,
    misuse.TooFew: gettext_lazy("So few are no misuse, or more than the person has sent. Count those within a year."),
    misuse.AlreadyWarned: gettext_lazy("The person has been warned meanwhile. What follows a warning is a pause."),
    misuse.AlreadyPaused: gettext_lazy("A pause lasts already."),
    misuse.NoWarning: gettext_lazy("Nobody is paused who was not warned before. Warn first."),
    misuse.NothingSince: gettext_lazy("The person has reported nothing since the warning. Wait whether they go on."),
    misuse.NotStanding: gettext_lazy("It was taken back already, or the pause is over."),
}


def view(page: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show how often who sent a report misused reports; a POST warns, pauses, or takes back."""
    moderator, now = signed_in_moderator(request), timezone.now()
    report = get_object_or_404(Report.objects.select_related("comment__article", "reporter"), pk=pk)
    permissions.demand(moderator, SANCTION, report.comment.article)
    person = report.reporter
    if person is None:
        raise Http404
    if not permissions.may_sanction(moderator, person):
        raise PermissionDenied
    warning = misuse.warning_of(person, now)
    data = request.POST if request.method == "POST" else drafts.kept(request)
    asks: dict[str, Any] = {"of_all": misuse.count(person, now), "is_pause": warning is not None}
    form = MisuseForm(data or None if data.get("act") != "take-back" else None, **asks)
    said = _done(request, report, form, moderator) if request.method == "POST" else ""
    if said:
        drafts.forget(request)
        messages.success(request, said)
        return redirect(request.path)
    context: dict[str, Any] = {
        **page.admin_site.each_context(request),
        "title": _("Misuse of reports: %(reference)s") % {"reference": report.reference},
        "opts": page.opts,
        "report": report,
        "form": form,
        "warning": warning,
        "pause": Misuse.objects.of(person).pausing(now).first(),
        "rows": Misuse.objects.of(person).select_related("made_by"),
        "now": now,
    }
    return TemplateResponse(request, "admin/moderation/report/misuse.html", context)


def _done(request: HttpRequest, report: Report, form: MisuseForm, moderator: User) -> str:
    """Do what was asked for and say so; a refusal is put into the form, or said above it."""
    try:
        if request.POST.get("act") == "take-back":
            chosen = request.POST.get("misuse", "")
            rows = Misuse.objects.filter(person=report.reporter_id)
            row = get_object_or_404(rows, pk=chosen if chosen.isascii() and chosen.isdigit() else 0)
            misuse.take_back(misuse=row, moderator=moderator, now=timezone.now())
            return _("It is taken back. The person is told.")
        return _imposed(report, form, moderator) if form.is_valid() else ""
    except tuple(SENTENCES) as refusal:
        if form.is_bound:
            form.add_error(None, str(SENTENCES[type(refusal)]))
        else:
            messages.warning(request, str(SENTENCES[type(refusal)]))
        return ""


def _imposed(report: Report, form: MisuseForm, moderator: User) -> str:
    about: dict[str, Any] = {"report": report, "moderator": moderator, "now": timezone.now()}
    given = about | {"factors": form.factors()}
    if "days" in form.fields:
        misuse.pause(days=form.cleaned_data["days"], **given)
        return _("What this person reports is not looked at for that time. They are told why.")
    misuse.warn(**given)
    return _("The person is warned, and told why.")
