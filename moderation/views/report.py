"""Reporting a comment, and following a report by its reference."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation import timeline
from moderation.actions import reports
from moderation.forms.report import ILLEGAL, PlaceForm, ReportForm, StatusForm
from moderation.models import Clause, Comment, Mistake, Misuse, Report
from moderation.notices import location


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a comment: members under the rules or the law, strangers under the law (C11, C12)."""
    comment = get_object_or_404(Comment.objects.readable().shown(timezone.now()).with_context(), pk=pk)
    member = request.user if request.user.is_authenticated else None
    clauses = Clause.objects.in_force(timezone.now()).filter(language=translation.get_language()).order_by("ground")
    wanted = {"reason": ILLEGAL} if member is None else {}
    pause = Misuse.objects.of(member).pausing(timezone.now()).first() if member else None
    who = {"is_member": member is not None, "is_paused": pause is not None}
    form = ReportForm(request.POST or None, clauses=list(clauses), initial=wanted, **who)
    if request.method == "POST" and form.is_valid():
        try:
            report = reports.lodge(comment=comment, complaint=form.complaint(), reporter=member, now=timezone.now())
        except reports.AlreadyReported as already:
            reference = already.report.reference
            form.add_error(
                None, _("Your report %(reference)s on this comment is still open.") % {"reference": reference}
            )
        except reports.Paused:
            form.add_error(
                "reason", _("At present you cannot report under the rules: see above. Copy your text to send it later.")
            )
        else:
            return redirect("moderation:report", reference=report.reference)
    status = 400 if form.errors else 200
    context = {"form": form, "comment": comment, "location": location(comment), "pause": pause}
    return render(request, "moderation/report_form.html", context, status=status)


@login_not_required
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Lead whoever knows only a comment's address to the form for a notice (C12, DSA Art. 16(1))."""
    form = PlaceForm(request.GET or None)
    if form.is_valid():
        pk = form.cleaned_data["address"]
        if Comment.objects.readable().shown(timezone.now()).filter(pk=pk).exists():
            return redirect("moderation:report_comment", pk=pk)
        form.add_error("address", _("No comment can be read at this address any more. Please check it."))
    return render(request, "moderation/notice.html", {"form": form}, status=400 if form.errors else 200)


@login_not_required
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell what has become of a report, to whoever knows its reference, and nothing about people (C12, C13)."""
    report = get_object_or_404(Report.objects.select_related("comment"), reference=reference)
    context = {"report": report, "removal": report.removal(), "location": location(report.comment)}
    return render(request, "moderation/report.html", context)


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a reference."""
    form = StatusForm(request.GET or None)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        if Report.objects.filter(reference=reference).exists():
            return redirect("moderation:report", reference=reference)
        if timeline.find(reference, timezone.now()):
            return redirect("moderation:timeline", reference=reference)
        if Mistake.objects.filter(reference=reference).exists():
            return redirect("moderation:mistake", reference=reference)
        form.add_error("reference", _("Nothing has this reference. Please check it letter by letter."))
    return render(request, "moderation/report_find.html", {"form": form}, status=400 if form.errors else 200)
