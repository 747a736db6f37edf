"""The newsroom's log on the admin's pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.log import Log
from articles.admin.within import ReachFilter, WithinReach
from articles.models import ArticleEvent, PaperEvent


@admin.register(ArticleEvent)
class ArticleEventAdmin(WithinReach, Log):
    """What was done to articles: read, never written (A19)."""

    list_display = ("made_at", "act", "article", "changed", "made_by", "from_state", "to_state", "why")
    list_filter = (
        "act",
        "to_state",
        ("article__edition", ReachFilter),
        ("article__section", ReachFilter),
        "made_at",
    )
    list_select_related = ("article", "made_by", "override", "lift")
    search_fields = ("made_by__name", "article__title", "fields")
    search_help_text = _("a name, a title or a field, as a copy names it")
    readonly_fields = ("changed", "why")
    exclude = ("fields",)
    copied = (
        "made_at", "made_by__name", "act", "article", "article__title", "article__edition", "revision__number",
        "from_state", "to_state", "fields", "note", "override__points", "override__reason",
        "lift__reason",
    )  # fmt: skip

    @admin.display(description=_("why"))
    def why(self, event: ArticleEvent) -> str:
        """Name what the checklist lacked and why that was let pass (A15), or why an embargo was lifted (A43)."""
        return ", ".join(str(getattr(event, name)) for name in ("override", "lift") if hasattr(event, name))


@admin.register(PaperEvent)
class PaperEventAdmin(Log):
    """What was done to photos, sections and editions, and who took copies of logs: read, never written (A19)."""

    list_display = ("made_at", "thing", "key", "act", "changed", "note", "made_by")
    list_filter = ("thing", "act", "made_at")
    list_select_related = ("made_by",)
    search_fields = ("made_by__name", "key", "fields")
    search_help_text = _("a name, a number or a field, as a copy names it")
    readonly_fields = ("changed",)
    exclude = ("fields",)
    copied = ("made_at", "made_by__name", "thing", "key", "act", "fields", "note")
