"""The newsroom's logs as tables: what a list shows under its filters, and that somebody took a copy of it (A19)."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone

from accounts.admin.exporting import without_words
from accounts.admin.rows import ReadOnly
from accounts.safety.spreadsheet import attachment
from accounts.signed_in import signed_in
from articles.actions import events
from articles.enums import Deed, Thing


class Log(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """A log that is read, filtered and copied, never written."""

    change_list_template = "admin/articles/log/change_list.html"
    show_full_result_count = False
    actions = None
    #: The columns of a copy.
    copied: ClassVar[tuple[str, ...]]

    def get_urls(self) -> list[URLPattern]:
        opts, wrap = self.opts, self.admin_site.admin_view
        name = f"{opts.app_label}_{opts.model_name}_export"
        return [path("export/", wrap(self.export), name=name), *super().get_urls()]

    @transaction.atomic
    def export(self, request: HttpRequest) -> HttpResponse:
        """Give what the list shows under its filters as a table, and note who took it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = self.opts.model_name
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(f"admin:articles_{name}_changelist")
        rows = list(shown.order_by("pk").values_list(*self.copied))
        said = " ".join(filter(None, (str(len(rows)), without_words(request))))
        events.note(Thing.LOG, name, Deed.EXPORT, by=signed_in(request), now=timezone.now(), note=said)
        return attachment(f"{name}.csv", [self.copied, *rows])
