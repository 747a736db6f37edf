"""The sealed copies: which there are, why, and until when. What they say is opened on the comment's card."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext_lazy

from accounts.admin.rows import UnlessKept
from moderation.actions import seals
from moderation.admin.access import LeadsToCard
from moderation.models import SealedCopy


@admin.register(SealedCopy)
class SealedCopyAdmin(UnlessKept, LeadsToCard):
    """What is left of reported and decided texts after their authors were erased; the first to end first."""

    people, comments = ("comment__author",), ("comment",)
    list_display = ("comment", "why", "sealed_at", "until")
    list_filter = ("why",)
    list_select_related = ("comment",)
    show_full_result_count = False
    ordering = ("counted_from", "pk")

    @admin.display(description=gettext_lazy("key destroyed on"), ordering="counted_from")
    def until(self, copy: SealedCopy) -> datetime:
        return seals.until(copy)
