"""What was chosen among comments, by whom and why: read, never edited."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.admin.rows import UnlessKept
from accounts.models import User
from moderation import permissions
from moderation.admin.access import DeskAdmin
from moderation.models import Choice


@admin.register(Choice)
class ChoiceAdmin(UnlessKept, DeskAdmin):
    """The log of the editors' choices (C32, C55)."""

    people = ("comment__author",)
    seen_by = permissions.CHOOSE
    comments = ("comment",)

    list_display = ("made_at", "comment", "version", "why", "is_in_article", "after", "is_taken_back", "made_by")
    list_filter = ("is_taken_back", "is_in_article", "made_at")
    list_select_related = ("comment", "made_by")
    search_fields = ("why",)
    show_full_result_count = False
    ordering = ("-pk",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_choose_any(request.user)
