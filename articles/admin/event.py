"""The newsroom's log on the admin's pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.rows import ReadOnly
from articles.admin.within import WithinReach
from articles.models import ArticleEvent


@admin.register(ArticleEvent)
class ArticleEventAdmin(WithinReach, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The newsroom's log: read, never written (A19)."""

    list_display = ("made_at", "article", "act", "from_state", "to_state", "made_by", "published_without")
    list_filter = ("act", "to_state", "made_at")
    list_select_related = ("article", "made_by", "override")
    show_full_result_count = False
    actions = None
    readonly_fields = ("published_without",)

    @admin.display(description=_("published without"))
    def published_without(self, event: ArticleEvent) -> str:
        """Name what the checklist lacked, and why that was let pass (A15)."""
        return str(event.override) if hasattr(event, "override") else ""
