"""What waits to go out, what is stuck, and who works on it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import doctor
from accounts.admin.rows import ReadOnly
from accounts.models import Duty, OutboxItem, WorkerBeat
from accounts.outbox import delivery


class StateFilter(admin.SimpleListFilter):
    """Stuck items first: they are what somebody comes here for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _admin: object) -> list[tuple[str, str]]:
        words = {
            "overdue": _("overdue"),
            "stuck": _("given up"),
            "failing": _("tried in vain so far"),
            "waiting": _("waiting"),
            "delivered": _("delivered"),
        }
        return [(state, str(said)) for state, said in words.items()]

    def queryset(self, _request: HttpRequest, items: QuerySet[OutboxItem]) -> QuerySet[OutboxItem]:
        match self.value():
            case "overdue":
                return items.filter(pk__in=OutboxItem.objects.overdue(timezone.now()))
            case "stuck":
                return items.filter(given_up_at__isnull=False)
            case "failing":
                return items.filter(delivered_at__isnull=True, given_up_at__isnull=True).exclude(last_error="")
            case "waiting":
                return items.filter(delivered_at__isnull=True, given_up_at__isnull=True)
            case "delivered":
                return items.filter(delivered_at__isnull=False)
        return items


@admin.register(OutboxItem)
class OutboxItemAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    list_display = (
        "key",
        "last_error",
        "attempts",
        "not_before",
        "channel",
        "created_at",
        "delivered_at",
        "given_up_at",
    )
    list_filter = (StateFilter, "channel")
    search_fields = ("key", "request_id")
    ordering = ("-id",)
    show_full_result_count = False
    #: The payload is a letter to somebody else.
    exclude = ("payload",)
    actions = ("retry",)
    change_list_template = "admin/accounts/outboxitem/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("doctor/", view(require_safe(self.doctor)), name="accounts_outboxitem_doctor"),
            *super().get_urls(),
        ]

    def doctor(self, request: HttpRequest) -> HttpResponse:
        """Show whether the site is well, as `manage.py doctor` does (A61)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "title": gettext("How the site is")}
        found = doctor.examine(timezone.now())
        return render(request, "admin/accounts/outboxitem/doctor.html", frame | {"found": found})

    @admin.action(description=_("Try again now"))
    def retry(self, request: HttpRequest, items: QuerySet[OutboxItem]) -> None:
        """Make the chosen items due."""
        count = delivery.retry(items, now=timezone.now())
        said = ngettext("%d item will be tried again now.", "%d items will be tried again now.", count)
        self.message_user(request, said % count, messages.SUCCESS)


@admin.register(WorkerBeat)
class WorkerBeatAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    list_display = ("name", "beat_at")
    ordering = ("-beat_at",)


@admin.register(Duty)
class DutyAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    list_display = ("name", "started_at", "finished_at", "outcome")
