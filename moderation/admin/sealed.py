"""The sealed copies: which there are, why, and until when. What they say is opened on the comment's card."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from accounts.admin.rows import UnlessKept
from accounts.safety.keys import key_from
from moderation.actions import seals
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.models import SealedCopy


@admin.register(SealedCopy)
class SealedCopyAdmin(UnlessKept, DeskAdmin):
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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 # as above
    ) -> HttpResponse:
        """Lead to the comment's card, on which the copy is opened."""
        signed_in_moderator(request)
        copy = get_object_or_404(SealedCopy, pk=key_from(object_id))
        return redirect("admin:moderation_comment_change", copy.comment_id)
