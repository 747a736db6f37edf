"""What staff see of erasure, retention and access: periods to set, the rest to look at."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.actions import retaining
from accounts.actions.setting_log import Log
from accounts.admin.rows import FixedRows, ReadOnly, UnlessKept
from accounts.enums import Setting
from accounts.forms.period import PeriodForm, within
from accounts.models import (
    BlockTrace,
    Closure,
    ConsentEvent,
    ConsentWording,
    DossierAccess,
    ErasedPerson,
    Export,
    RetentionPeriod,
    RetentionRun,
    SettingChange,
)
from accounts.privacy import periods
from accounts.signed_in import signed_in


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(FixedRows, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    form = PeriodForm
    list_display = ("code", "covers", "keep_days", "default", "allowed", "last_set", "removed", "ran_at")
    fields = ("covers", "keep_days", "is_restored", "why", "default", "last_set", "removed", "ran_at")
    readonly_fields = ("covers", "default", "last_set", "removed", "ran_at")

    def save_model(self, request: HttpRequest, obj: RetentionPeriod, form: PeriodForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        log = Log(signed_in(request), timezone.now(), form.cleaned_data["why"])
        retaining.set_period(code=obj.code, keep_days=obj.keep_days, log=log)

    @admin.display(description=_("covers"))
    def covers(self, period: RetentionPeriod) -> str:
        """Say what the period is about."""
        rule = periods.rule_of(period.code)
        return str(rule.what) if rule else ""

    @admin.display(description=_("default"))
    def default(self, period: RetentionPeriod) -> int | None:
        """Say what the software proposes."""
        rule = periods.rule_of(period.code)
        return rule.keep.days if rule else None

    @admin.display(description=_("allowed"))
    def allowed(self, period: RetentionPeriod) -> str:
        """Say between which numbers of days it may be set."""
        rule = periods.rule_of(period.code)
        return within(*periods.limits(rule)) if rule else ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[RetentionPeriod]:
        newest = SettingChange.objects.filter(what=Setting.RETENTION, subject=OuterRef("code")).order_by("-pk")
        last = {
            "set_at": Subquery(newest.values("made_at")[:1]),
            "set_by": Subquery(newest.values("made_by__name")[:1]),
        }
        found: QuerySet[RetentionPeriod] = super().get_queryset(request).annotate(**last)
        return found

    @admin.display(description=_("last set"))
    def last_set(self, period: Any) -> str:  # noqa: ANN401 # annotated
        """Say who set it last, and when."""
        if period.set_at is None:
            return ""
        return " · ".join(filter(None, (date_format(localtime(period.set_at), "DATETIME_FORMAT"), period.set_by)))


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("ran_at", "removed")


@admin.register(Closure)
class ClosureAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("user_id", "requested_at", "erase_at", "texts", "cancelled_at", "erased_at")
    list_select_related = ("person",)
    ordering = ("-requested_at",)

    @admin.display(description=_("user ID"))
    def user_id(self, closure: Closure) -> str:
        """Name the account by its number: the name may be gone tomorrow."""
        return closure.person.public_id


@admin.register(ConsentWording)
class ConsentWordingAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """The words of purposes as they were shown (C41)."""

    list_display = ("__str__", "language", "description")
    list_filter = ("language",)
    ordering = ("name", "language")


@admin.register(ConsentEvent)
class ConsentEventAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """Who chose what, when, and on which words."""

    list_display = ("made_at", "user_id", "purpose", "is_given", "wording", "surface", "age_met")
    list_filter = ("purpose", "is_given", "surface")
    list_select_related = ("person", "purpose", "wording")
    search_fields = ("person__public_id",)
    ordering = ("-pk",)

    @admin.display(description=_("user ID"))
    def user_id(self, event: ConsentEvent) -> str:
        """Name the account by its number; a reader without one by the receipt."""
        return event.person.public_id if event.person else str(event.receipt)


@admin.register(Export)
class ExportAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("person_id", "requested_at", "ready_at", "expires_at", "downloads")
    #: The file's name opens it.
    exclude = ("file",)


@admin.register(DossierAccess)
class DossierAccessAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("opened_at", "staff", "what", "purpose")
    list_select_related = ("staff",)
    ordering = ("-opened_at",)


@admin.register(BlockTrace)
class BlockTraceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("decision_reference", "kind", "ordinal", "set_at", "expires_at")
    exclude = ("digest",)


@admin.register(ErasedPerson)
class ErasedPersonAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    list_display = ("erased_at", "key_version")
    ordering = ("-erased_at",)
