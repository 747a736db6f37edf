"""The log of settings: read, filtered, taken out as a table, never written."""

from collections.abc import Mapping

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.exporting import Exported
from accounts.admin.rows import ReadOnly
from accounts.models import SettingChange


@admin.register(SettingChange)
class SettingChangeAdmin(Exported, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Who set what, from what to what, and why; and who took a table out, and what for (C32)."""

    file_name = "settings-log.csv"
    columns = ("pk", "made_at", "made_by__public_id", "made_by__name", "what", "subject", "before", "after", "why")
    list_display = fields = ("made_at", "made_by", "what", "subject", "was", "became", "why")
    readonly_fields = ("was", "became")
    list_filter = ("what", ("made_by", admin.RelatedOnlyFieldListFilter), "made_at")
    list_select_related = ("made_by",)
    search_fields = ("subject", "why", "made_by__name")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None

    @admin.display(description=_("before"))
    def was(self, change: SettingChange) -> str:
        return _lines(change.before)

    @admin.display(description=_("after"))
    def became(self, change: SettingChange) -> str:
        return _lines(change.after)


def _lines(values: Mapping[str, object]) -> str:
    """Spell names and values."""
    said = ((name, "–" if value in (None, "") else value) for name, value in values.items())
    return "; ".join(f"{name}: {value}" for name, value in said) or "–"
