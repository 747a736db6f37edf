"""The newsroom's log on the admin's pages."""

from django.contrib import admin

from accounts.admin.rows import ReadOnly
from articles.models import ArticleEvent


@admin.register(ArticleEvent)
class ArticleEventAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The newsroom's log: read, never written (A19)."""

    list_display = ("made_at", "article", "act", "from_state", "to_state", "made_by")
    list_filter = ("act", "to_state", "made_at")
    list_select_related = ("article", "made_by")
    show_full_result_count = False
    actions = None
