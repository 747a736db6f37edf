"""The review queue: one list ordered by risk, and the card on which a case is decided."""

from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.models import User
from accounts.signed_in import signed_in
from articles.admin.within import ReachFilter
from moderation import desk, headings, permissions
from moderation.actions import cases
from moderation.admin import answering, asking, harassment, hearing, saved, sweep, waiting
from moderation.admin.access import OpensItself, signed_in_moderator
from moderation.admin.asking import Outcome, Request, Seen, seen, typed
from moderation.admin.deciding import carry_out_all, shown, tell
from moderation.admin.filters import AgeFilter, GroundFilter, Queue, SourceFilter, WatchedFilter
from moderation.enums import CaseKind
from moderation.models import Appeal, Case, CaseComment, Comment

#: Acts about the comment on the card or its author, not about each comment of the case.
ONCE = ("warn", "suspend", "end_suspension", "hear", "sanction", "note", "redact", "screen")


class Kind(Protocol):
    """How cases are shown, named and explained that are not about comments in the queue: a module for each kind."""

    def view(
        self, page: "CaseAdmin", request: HttpRequest, case: Case, moderator: User, refusal: str = ""
    ) -> HttpResponse: ...

    def named(self, case: Case) -> str: ...

    def due(self, case: Case) -> str: ...


KINDS: dict[str, Kind] = {
    CaseKind.LETTER: answering,
    CaseKind.HEARING: hearing,
    CaseKind.HARASSMENT: harassment,
}


@admin.register(Case)
class CaseAdmin(OpensItself):
    """What waits for a person, the riskiest first."""

    list_display = ("what", "risk", "where", "why", "report_count", "since")
    list_filter = (
        "kind", "is_held", WatchedFilter, SourceFilter, AgeFilter, GroundFilter,
        ("article__edition", ReachFilter), ("article__section", ReachFilter),
    )  # fmt: skip
    search_fields = (
        "=items__comment__author__public_id", "items__comment__author__name", "article__title",
        "=appeal__person__public_id", "appeal__person__name", "=harassment__reference",
    )  # fmt: skip
    search_help_text = gettext_lazy("a name, a user ID, or words of an article’s title")
    list_select_related = ("article", "taken_by", "hearing__person", "harassment__person", "harassment__target")
    list_per_page = 50
    show_full_result_count = False
    actions = ("decide_together",)
    change_list_template = "admin/moderation/case/change_list.html"

    def within(self, user: User) -> Q:
        return permissions.cases(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        moderator = signed_in(request)
        shown = ("case", "comment__body", "comment__author__restricted_at")
        items = permissions.theirs(CaseComment.objects.all(), moderator).select_related("comment__author").only(*shown)
        now = timezone.now()
        letters = Prefetch("appeal", Appeal.objects.select_related("person"))
        waiting = Case.objects.due(now).filter(self.within(moderator)).urgent_first(now)
        return waiting.defer("article__body").prefetch_related(Prefetch("items", items), letters)

    def get_ordering(self, _request: HttpRequest) -> tuple[str, ...]:
        return ("-risk", "opened_at", "pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002 # Django's signature
        return Queue

    @admin.display(description=gettext_lazy("what waits"))
    def what(self, case: Case) -> str:
        """Show the beginning of the text, or whose letter it is, and who has it open."""
        kind = KINDS.get(case.kind)
        what = kind.named(case) if kind else self._beginning(case)
        is_leased = case.leased_until and case.leased_until > timezone.now()
        return f"{what} · " + _("open with %(name)s") % {"name": case.taken_by} if is_leased else what

    def _beginning(self, case: Case) -> str:
        items = list(case.items.all())
        if not items:
            return "–"
        is_kept = items[0].comment.author.restricted_at is not None
        text = " ".join(items[0].comment.body[:400].split())
        head = _("(only kept)") if is_kept else desk.beginning_of(text, 90) if text else _("(sealed)")
        return f"{head} (× {len(items)})" if len(items) > 1 else head

    @admin.display(description=gettext_lazy("article"))
    def where(self, case: Case) -> str:
        return desk.beginning_of(str(case.article or "–"), 50)

    @admin.display(description=gettext_lazy("why"))
    def why(self, case: Case) -> str:
        """Say what was found or reported, or by when a letter is answered."""
        if kind := KINDS.get(case.kind):
            return kind.due(case)
        return ", ".join(headings.in_words(case.grounds, timezone.now())) or "–"

    @admin.display(description=gettext_lazy("waits for"), ordering="opened_at")
    def since(self, case: Case) -> str:
        return timesince(case.opened_at, depth=1)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("next/", wrap(self.next_view), name="moderation_case_next"),
            path("filters/", wrap(partial(saved.view, self)), name="moderation_case_filters"),
            path("waits/", wrap(partial(waiting.view, self)), name="moderation_case_waits"),
            path("<int:pk>/give-back/", wrap(self.give_back_view), name="moderation_case_give_back"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Decide about them together"))
    def decide_together(self, request: HttpRequest, chosen: QuerySet[Case]) -> HttpResponse | None:
        """Lead to the comments of the chosen cases."""
        waiting = Comment.objects.filter(case_items__case__in=chosen.values("pk"), case_items__is_open=True)
        if not waiting.exists():
            messages.warning(request, _("Letters are answered one by one."))
            return None
        return redirect(sweep.address(waiting))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Call the list what it is, and offer the filters that are kept."""
        named = {"title": capfirst(self.opts.verbose_name_plural)} | saved.above(self, request)
        return super().changelist_view(request, (extra_context or {}) | named)

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """Open the riskiest case that nobody else has open."""
        case = desk.next_case(signed_in_moderator(request), timezone.now())
        if case is None:
            messages.success(request, _("Nothing waits. The queue is empty."))
            return redirect("admin:moderation_case_changelist")
        return redirect("admin:moderation_case_change", case.pk)

    def give_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave a case to others and go back to the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        case = Case.objects.filter(pk=pk).first()
        if case:
            cases.give_back(case=case, moderator=signed_in_moderator(request))
        return redirect("admin:moderation_case_changelist")

    def opened(self, request: HttpRequest, moderator: User, key: int) -> HttpResponse:
        """Take the case and show its card; a POST decides."""
        now = timezone.now()
        case = Case.objects.select_related("article__edition").filter(pk=key).first()
        if case is None:
            raise Http404
        try:
            case = cases.take(case=case, moderator=moderator, now=now)
        except cases.TakenByAnother as taken:
            said = _("%(moderator)s has this case open until %(time)s. Choose another, or wait.") % {
                "moderator": taken.moderator,
                "time": timezone.localtime(taken.until).strftime("%H:%M"),
            }
            return self._too_late(request, case, moderator, said)
        if case.closed_at or permissions.is_left_to_others(case, moderator):
            return self._too_late(request, case, moderator, _("This case has been decided."))
        return self._show(request, case, moderator)

    def _too_late(self, request: HttpRequest, case: Case, moderator: User, said: str) -> HttpResponse:
        """Say that others have the case, or had it; what somebody typed meanwhile is shown again."""
        if request.method != "POST" and not drafts.kept(request):
            messages.warning(request, said)
            return redirect("admin:moderation_case_changelist")
        return self._show(request, case, moderator, refusal=said)

    def _show(self, request: HttpRequest, case: Case, moderator: User, *, refusal: str = "") -> HttpResponse:
        """Show what the case is about; a POST decides, unless there is a `refusal`."""
        if kind := KINDS.get(case.kind):
            return kind.view(self, request, case, moderator, refusal)
        return self._comments(request, case, moderator, refusal=refusal)

    def _comments(self, request: HttpRequest, case: Case, moderator: User, *, refusal: str = "") -> HttpResponse:
        theirs = permissions.theirs(case.items.all(), moderator)
        keys = list(theirs.filter(is_open=not case.closed_at).values_list("comment", flat=True))
        found = Comment.objects.with_context().in_bulk(keys := keys or list(theirs.values_list("comment", flat=True)))
        # the first is the one on the card: an account is sanctioned for it, and for no other
        comments = _used_first([found[pk] for pk in keys])
        if request.method != "POST":
            outcome = asking.brought_back(self._asked(request, case, moderator, comments[0]))
            tell(request, replace(outcome, said=refusal or outcome.said))
        else:
            outcome = self._decide(request, case, moderator, comments, refusal)
            tell(request, outcome, *sweep.way_back(comments[0]))
            if not outcome.act:
                drafts.forget(request)
                case.refresh_from_db(fields=["closed_at"])
                is_left = request.POST.get("act") in ONCE and not case.closed_at
                return redirect(request.path if is_left else "admin:moderation_case_next")
        leading, others = comments[0], comments[1:]
        head = _("(only kept)") if leading.author.restricted_at else leading.author
        context = self.context(request, case, head) | shown(leading, outcome) | {"others": others}
        return TemplateResponse(request, "admin/moderation/case/comments.html", context)

    def _decide(
        self, request: HttpRequest, case: Case, moderator: User, comments: list[Comment], refusal: str
    ) -> Outcome:
        """Apply one act to every comment of the case: a campaign is decided as one or not at all."""
        act = request.POST.get("act", "")
        leading, *others = comments
        asked = self._asked(request, case, moderator, leading)
        if refusal:
            return Outcome(refusal, act=act or "none", refused=typed(act, asked))
        with transaction.atomic():
            outcome = carry_out_all(act, asked, [] if act in ONCE else others)
            # what a sealed text was opened for stays on record
            transaction.set_rollback(bool(outcome.act) and not outcome.is_unsealed)
        return outcome

    def _asked(self, request: HttpRequest, case: Case, moderator: User, leading: Comment) -> Request:
        """Read what the moderator asks for, or asked for when the session had ended."""
        data = request.POST if request.method == "POST" else asking.kept(request)
        return Request(leading, seen(data).get(leading.pk, Seen()), case, moderator, data, timezone.now())

    def context(self, request: HttpRequest, case: Case, what: object) -> dict[str, Any]:
        """What every page of a case takes."""
        return {
            **self.admin_site.each_context(request),
            "title": _("Review: %(what)s") % {"what": what},
            "opts": self.opts,
            "case": case,
            "queue_url": reverse("admin:moderation_case_changelist"),
        }


def _used_first(comments: list[Comment]) -> list[Comment]:
    """Leave aside what is only kept (GDPR Art. 18), unless nothing else waits in the case."""
    used = [comment for comment in comments if comment.author.restricted_at is None]
    return used or comments[:1]
