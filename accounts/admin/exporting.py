"""Lists of the admin that can be taken out as a table, which is logged with what for (C32)."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.safety.spreadsheet import attachment
from accounts.signed_in import signed_in


def without_words(request: HttpRequest) -> str:
    """Spell the filters of a list, but not what was searched for: it may name a reader."""
    asked = request.GET.copy()
    if asked.pop(SEARCH_VAR, None):
        asked[SEARCH_VAR] = "*"
    return asked.urlencode(safe="*")


class Exported:
    """For a ModelAdmin: what the list shows, under its filters, is downloaded by who says what for."""

    file_name = "rows.csv"
    #: The paths of its columns.
    columns: tuple[str, ...] = ()
    change_list_template: Any = "admin/exported_list.html"  # as ModelAdmin has it

    def get_urls(self) -> list[URLPattern]:
        site, opts = self.admin_site, self.opts  # type: ignore[attr-defined] # ModelAdmin's
        export = path("export/", site.admin_view(self.export_view), name=f"{opts.app_label}_{opts.model_name}_export")
        return [export, *super().get_urls()]  # type: ignore[misc] # as above

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the way to the table."""
        opts = self.opts  # type: ignore[attr-defined] # as above
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_export")
        shown = (extra_context or {}) | {"export_url": address, "export_query": request.GET.urlencode()}
        return super().changelist_view(request, shown)  # type: ignore[misc,no-any-return] # as above

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Write the rows that the list shows, and that somebody took them."""
        opts, under = self.opts, request.GET.urlencode()  # type: ignore[attr-defined] # as above
        if not self.has_view_permission(request):  # type: ignore[attr-defined] # as above
            raise PermissionDenied
        back = redirect(f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist')}{'?' * bool(under)}{under}")
        if request.method != "POST":
            return back
        why = request.POST.get("why", "").strip()
        if not why:
            messages.error(request, _("Say what the table is for, then download it: the log keeps it."))
            return back
        try:
            rows = self.get_changelist_instance(request).get_queryset(request).order_by("pk")  # type: ignore[attr-defined] # as above
        except IncorrectLookupParameters:
            return redirect(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        log = Log(signed_in(request), timezone.now(), why[:1000])
        setting_log.exported(file=self.file_name, rows=rows.count(), under=without_words(request), log=log)
        return attachment(self.file_name, chain([self.columns], rows.values_list(*self.columns).iterator()))
