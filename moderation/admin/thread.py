"""Discussions: whether and how articles may be commented on, and which of them are about to turn."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.signed_in import signed_in
from moderation import heat, permissions
from moderation.actions import policies, threads
from moderation.enums import Discussion
from moderation.heat import Warm
from moderation.models import Thread

SIGNS = {
    "rate": gettext_lazy("%(number)s times its usual pace"),
    "reports": gettext_lazy("%(number)s of 100 comments reported"),
    "removed": gettext_lazy("%(number)s of 100 comments removed"),
    "duel": gettext_lazy("%(number)s of 100 comments between the same two people"),
    "newcomers": gettext_lazy("%(number)s of 100 comments by accounts younger than a week"),
}


def in_words(found: Warm) -> list[str]:
    """Say what shows that a thread turns."""
    return [str(SIGNS[sign.code]) % {"number": sign.number} for sign in found.signs]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The discussions, with those on top that are about to turn (C24, C83)."""

    list_display = ("titled", "discussion", "message", "published_count", "set_by", "set_at")
    list_filter = ("discussion", "article__edition")
    list_select_related = ("article", "set_by")
    search_fields = ("article__title",)
    fields = ("article", "discussion", "message")
    raw_id_fields = ("article",)
    ordering = ("-article",)
    show_full_result_count = False
    change_list_template = "admin/moderation/thread/change_list.html"

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def titled(self, thread: Thread) -> str:
        return str(thread.article)

    def get_readonly_fields(self, request: HttpRequest, obj: Thread | None = None) -> tuple[str, ...]:  # noqa: ARG002 # Django's
        return ("article",) if obj else ()

    def has_view_permission(self, request: HttpRequest, obj: Thread | None = None) -> bool:  # noqa: ARG002 # as above
        return isinstance(request.user, User) and permissions.may_set_discussion(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Thread | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Thread | None = None) -> bool:  # noqa: ARG002 # as above
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: Thread, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg] # noqa: ARG002, FBT001 # as above
        threads.set_discussion(
            article=obj.article,
            discussion=Discussion(obj.discussion),
            message=obj.message,
            by=signed_in(request),
            now=timezone.now(),
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/calm/", wrap(self.calm_view), name="moderation_thread_calm"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the threads about to turn above all others."""
        warm = heat.warm_threads(policies.current(), timezone.now()) if self.has_view_permission(request) else []
        shown = [{"found": one, "signs": in_words(one), "proposal": one.proposal.label} for one in warm]
        return super().changelist_view(request, (extra_context or {}) | {"warm": shown, "title": _("Discussions")})

    def calm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept a proposal."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        thread = get_object_or_404(Thread.objects.select_related("article"), pk=pk)
        chosen = request.POST.get("discussion", "")
        if chosen not in (Discussion.SLOW, Discussion.HELD):
            return redirect("admin:moderation_thread_changelist")
        set_to = Discussion(chosen)
        threads.set_discussion(
            article=thread.article,
            discussion=set_to,
            message=thread.message,
            by=signed_in(request),
            now=timezone.now(),
        )
        said = _("“%(article)s” is now set to: %(discussion)s.")
        messages.success(request, said % {"article": thread.article, "discussion": set_to.label})
        return redirect("admin:moderation_thread_changelist")
