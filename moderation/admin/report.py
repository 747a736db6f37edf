"""The Commission's report, downloaded for any period by who says what for (V50, C32)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.models import User
from moderation import permissions
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.commission import files
from moderation.forms.commission import ReportForm


def view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """Ask for the days; a POST answers with the files in one archive, and writes down that they were taken."""
    moderator = signed_in_moderator(request)
    if not permissions.may_see_all_figures(moderator):
        raise PermissionDenied
    form = ReportForm(request.POST or None, initial=ReportForm.usual(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        return _archive(form, moderator)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Report to the Commission"),
        "opts": page.opts,
        "form": form,
    }
    return TemplateResponse(request, "admin/moderation/statementofreasons/report.html", context)


def _archive(form: ReportForm, by: User) -> HttpResponse:
    said, now = form.cleaned_data, timezone.now()
    head = files.head(first=said["first"], last=said["last"], previous=said["previous"], now=now)
    written = files.written(head)
    name = f"transparency-report-{head.period.first}-{head.period.last}.zip"
    lines = sum(one.lines for one in written)
    setting_log.exported(file=name, rows=lines, under=f"period={head.period}", log=Log(by, now, said["why"]))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(files.archive(written), content_type="application/zip", headers=headers)
