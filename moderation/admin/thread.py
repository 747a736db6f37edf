"""Discussions: whether and how articles may be commented on, and which of them are about to turn."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.setting_log import Log
from accounts.forms.reasoned import ReasonedForm
from accounts.models import User
from accounts.signed_in import signed_in
from articles.admin.paper import SiteWide
from articles.admin.within import ReachFilter, WithinReach
from moderation import discussions, heat, permissions
from moderation.actions import policies, threads, usual
from moderation.badges import BadgeKind
from moderation.enums import Discussion, Pace
from moderation.forms.thread import ThreadForm
from moderation.heat import Warm
from moderation.models import Badge, DiscussionDefault, Follow, Thread

#: How long something goes on that was looked at and is still needed.
AGAIN = timedelta(days=1)
#: What the form says of questions to experts (C56).
QUESTIONS = gettext_lazy(
    "In that time readers ask, and who carries the badge of an expert below this article answers; its author and "
    "editors may, too. All of it is screened and moderated as everywhere."
)
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


def _to_look_at(now: datetime, among: Q) -> list[dict[str, Any]]:
    """Gather what was set for a time and is to be looked at, and say what is due."""
    found = Thread.objects.to_look_at().filter(among).select_related("article", "set_by")
    return [
        {
            "thread": thread,
            "discussion": Discussion(thread.planned_discussion).label,
            "is_due": thread.review_at <= now,
            "seen": thread.review_at.isoformat(),
        }
        for thread in found
        if thread.review_at
    ]


@admin.register(Thread)
class ThreadAdmin(WithinReach, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The discussions, with those on top that are about to turn (C24, C83)."""

    form = ThreadForm
    list_display = ("titled", "now_set", "said", "planned", "is_watched", "published_count", "set_by")
    seen_by = permissions.SET
    list_filter = ("discussion", "is_watched", ("article__edition", ReachFilter))
    actions = ("watch", "unwatch")
    list_select_related = ("article", "set_by")
    search_fields = ("article__title",)
    fieldsets = (
        (None, {"fields": ("article", "discussion", "message", "why", "followers")}),
        (
            gettext_lazy("Questions to experts"),
            {
                "fields": ("asked_from", "asked_until", "answer_days", "readers_reply", "experts"),
                "description": QUESTIONS,
            },
        ),
        (
            gettext_lazy("For a time, or later"),
            {
                "fields": ("planned_discussion", "planned_from", "planned_until", "is_reviewed", "planned_message"),
                "description": gettext_lazy(
                    "It holds from its minute on: until its end, when what stands above holds again, or for good. "
                    "Readers who have the page open see it when they load it anew."
                ),
            },
        ),
    )
    raw_id_fields = ("article",)
    ordering = ("-article",)
    show_full_result_count = False
    change_list_template = "admin/moderation/thread/change_list.html"

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def titled(self, thread: Thread) -> str:
        return str(thread.article)

    @admin.action(description=gettext_lazy("Watch them: the queue can be narrowed to watched articles"))
    def watch(self, request: HttpRequest, chosen: QuerySet[Thread]) -> None:
        threads.watch(chosen=chosen, is_watched=True, by=signed_in(request))

    @admin.action(description=gettext_lazy("Watch them no longer"))
    def unwatch(self, request: HttpRequest, chosen: QuerySet[Thread]) -> None:
        threads.watch(chosen=chosen, is_watched=False, by=signed_in(request))

    @admin.display(description=gettext_lazy("discussion now"))
    def now_set(self, thread: Thread) -> str:
        return str(discussions.setting(thread.article, thread, timezone.now()).discussion.label)

    @admin.display(description=gettext_lazy("message to readers"))
    def said(self, thread: Thread) -> str:
        return discussions.setting(thread.article, thread, timezone.now()).message or "–"

    @admin.display(description=gettext_lazy("changes at"))
    def planned(self, thread: Thread) -> str:
        """Say when the clock will change it next."""
        until = discussions.setting(thread.article, thread, timezone.now()).until
        return date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT") if until else "–"

    def get_readonly_fields(self, request: HttpRequest, obj: Thread | None = None) -> tuple[str, ...]:  # noqa: ARG002 # Django's
        return ("article", "followers", "experts") if obj else ("followers", "experts")

    @admin.display(description=gettext_lazy("experts"))
    def experts(self, thread: Thread) -> str:
        """Name the experts of the article."""
        named = Badge.objects.standing().filter(article=thread.pk, kind=BadgeKind.EXPERT)
        used = named.filter(person__restricted_at__isnull=True).select_related("person").order_by("pk")
        return ", ".join(str(one.person) for one in used) or "–"

    def get_fieldsets(self, request: HttpRequest, obj: Thread | None = None) -> list[Any]:  # as Django has it
        """Lead whoever may name experts to where that is done."""
        groups = list(super().get_fieldsets(request, obj))
        if not permissions.may_give_badges(signed_in(request)):
            return groups
        address = f"{reverse('admin:moderation_badge_add')}?kind={BadgeKind.EXPERT}&article={obj.pk if obj else ''}"
        link = format_html('{} <a href="{}">{}</a>', QUESTIONS, address, _("Name an expert"))
        return [(name, {**said, "description": link} if "experts" in said["fields"] else said) for name, said in groups]

    @admin.display(description=gettext_lazy("followed by mail"))
    def followers(self, thread: Thread) -> str:
        """Count who follows it, by how often; addresses are none of the newsroom's business."""
        paces = Follow.objects.written_to().filter(article=thread.article_id).values_list("pace").order_by("pace")
        counted = dict(paces.annotate(many=Count("pk")))
        return "; ".join(f"{pace.label}: {counted.get(pace, 0)}" for pace in Pace)

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
        by, now, why = signed_in(request), timezone.now(), form.cleaned_data["why"]
        if not form.follows_section():  # type: ignore[attr-defined] # ThreadForm
            discussion = Discussion(obj.discussion)
            threads.set_discussion(
                article=obj.article, discussion=discussion, message=obj.message, by=by, now=now, why=why
            )
        if {"asked_from", "asked_until", "answer_days", "readers_reply"} & set(form.changed_data):
            threads.ask(article=obj.article, session=form.session(), by=by, now=now, why=why)  # type: ignore[attr-defined] # ThreadForm
        threads.plan(article=obj.article, plan=form.plan(now), by=by, now=now, why=why)  # type: ignore[attr-defined] # ThreadForm

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/calm/", wrap(self.calm_view), name="moderation_thread_calm"),
            path("<int:pk>/look/", wrap(self.look_view), name="moderation_thread_look"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the threads to look at and those about to turn above all others."""
        is_seen, now, among = self.has_view_permission(request), timezone.now(), self.within(signed_in(request))
        warm = heat.warm_threads(policies.current(), now, among) if is_seen else []
        context = {
            "warm": [{"found": one, "signs": in_words(one), "proposal": one.proposal.label} for one in warm],
            "looked_at": _to_look_at(now, among) if is_seen else [],
            "title": _("Discussions"),
        }
        return super().changelist_view(request, (extra_context or {}) | context)

    def _demand(self, by: User, thread: Thread) -> None:
        """Raise PermissionDenied unless discussions are this person's to set, OutOfReach where it is not this one."""
        if not permissions.may_set_discussion(by):
            raise PermissionDenied
        permissions.demand(by, permissions.SET, thread.article)

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End what was set for a time, or let it go on for a day."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        thread, by, now = (
            get_object_or_404(Thread.objects.select_related("article"), pk=pk),
            signed_in(request),
            timezone.now(),
        )
        self._demand(by, thread)
        thread.review_at = None
        with suppress(ValueError):  # a time that there is not
            thread.review_at = parse_datetime(request.POST.get("review_at", ""))
        try:
            if request.POST.get("act") == "end":
                threads.end(thread=thread, by=by, now=now, why=_("looked at: over"))
                said = _("“%(article)s” is discussed as before again.")
            else:
                threads.look_again(thread=thread, at=now + AGAIN, by=by, now=now, why=_("looked at: goes on"))
                said = _("It goes on for “%(article)s”, and is to be looked at again in a day.")
        except threads.NothingToLookAt:
            messages.error(request, _("Somebody has looked meanwhile. Nothing was changed."))
        else:
            messages.success(request, said % {"article": thread.article})
        return redirect("admin:moderation_thread_changelist")

    def calm_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept a proposal."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        thread = get_object_or_404(Thread.objects.select_related("article"), pk=pk)
        self._demand(signed_in(request), thread)
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
            why=_("proposed: %(signs)s") % {"signs": request.POST.get("signs", "")[:300]},
        )
        said = _("“%(article)s” is now set to: %(discussion)s.")
        messages.success(request, said % {"article": thread.article, "discussion": set_to.label})
        return redirect("admin:moderation_thread_changelist")


@admin.register(DiscussionDefault)
class DiscussionDefaultAdmin(SiteWide, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """How the sections' articles are discussed while nobody has set their own discussions (C24)."""

    form = ReasonedForm
    list_display = ("section", "discussion", "message", "later_after", "later_discussion")
    list_select_related = ("section",)
    actions = None

    def save_model(self, request: HttpRequest, obj: DiscussionDefault, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg] # noqa: ARG002, FBT001 # as above
        usual.keep(default=obj, log=Log(signed_in(request), timezone.now(), form.cleaned_data["why"]))

    def delete_model(self, request: HttpRequest, obj: DiscussionDefault) -> None:
        usual.remove(default=obj, log=Log(signed_in(request), timezone.now()))
