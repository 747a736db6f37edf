"""Decisions that are judged again unseen, what was judged differently, and how alike the rules are applied (C80)."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.admin.rows import UnlessKept
from accounts.models import User
from moderation import agreement, blind, headings, permissions
from moderation.actions import second_judgements
from moderation.actions.second_judgements import JudgedAlready, NotYours
from moderation.admin import asking
from moderation.admin.access import DeskAdmin, OpensItself, signed_in_moderator
from moderation.enums import SecondVerdict
from moderation.forms.second import JudgementForm
from moderation.models import Comment, Decision, RuleExample, SampledDecision, SecondJudgement

LIST = "admin:moderation_sampleddecision_changelist"


@admin.register(SampledDecision)
class SampledDecisionAdmin(OpensItself):
    """What waits for the moderator's own judgement, and the page on which it is given."""

    list_display = ("under", "language", "since")
    list_display_links = ("under",)
    list_select_related = ("decision__comment__article", "round")
    show_full_result_count = False
    ordering = ("pk",)
    change_list_template = "admin/moderation/sampleddecision/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_judge_again(request.user)

    def within(self, user: User) -> Q:
        return blind.judgeable(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SampledDecision]:
        rows: QuerySet[SampledDecision] = super().get_queryset(request)
        return rows.filter(pk__in=waiting_for(signed_in_moderator(request)).values("pk"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:  # noqa: ARG002 # Django's signature
        """Let nobody sift by what tells of the first decision."""
        return False

    @admin.display(description=gettext_lazy("comment under"))
    def under(self, sampled: SampledDecision) -> str:
        return blind.judged(sampled.decision).article.title

    @admin.display(description=gettext_lazy("language"))
    def language(self, sampled: SampledDecision) -> str:
        return blind.judged(sampled.decision).language

    @admin.display(description=gettext_lazy("waits since"), ordering="round__ends_at")
    def since(self, sampled: SampledDecision) -> datetime:
        return sampled.round.ends_at

    def opened(self, request: HttpRequest, moderator: User, key: int) -> HttpResponse:
        """Show what the first moderator judged; a POST judges it, or leaves it to a colleague."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        of = "decision__comment__article__edition", "decision__comment__author"
        sampled = get_object_or_404(SampledDecision.objects.select_related(*of), pk=key)
        comment = blind.judged(sampled.decision)
        is_sent = request.method == "POST"
        data = request.POST if is_sent else asking.kept(request)
        form = JudgementForm(data or None)
        try:
            second_judgements.open_text(sampled=sampled, by=moderator, now=timezone.now())
            if is_sent and _done(sampled, moderator, form, leaves=data.get("act") == "leave"):
                drafts.forget(request)
                kept = _("Thank you. It is kept, and changes nothing about the comment.")
                messages.success(request, _("It is left to a colleague.") if data.get("act") == "leave" else kept)
                return _next(moderator)
        except NotYours:
            messages.warning(request, _("This one is for a colleague: you have had it, or know how it was decided."))
            return _given_back(self, request, form)
        except JudgedAlready:
            messages.warning(request, _("This one waits no longer. A colleague was quicker, or its text is gone."))
            return _given_back(self, request, form)
        if data and not is_sent:
            form.add_error(None, asking.signed_out())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Judge it unseen"),
            "opts": self.opts,
            "blind": blind.shown(sampled),
            "article": comment.article,
            # one that was made of this comment would tell
            "examples": RuleExample.objects.usable().exclude(comment=comment).order_by("ground", "-pk"),
            "form": form,
        }
        return TemplateResponse(request, "admin/moderation/sampleddecision/judge.html", context)


def waiting_for(moderator: User) -> QuerySet[SampledDecision]:
    """Return what waits for this moderator's judgement."""
    if not permissions.may_judge_again(moderator):
        return SampledDecision.objects.none()
    return SampledDecision.objects.waiting(timezone.now()).filter(blind.judgeable(moderator))


def before_looking(page: DeskAdmin, request: HttpRequest, comment: Comment, moderator: User) -> HttpResponse | None:
    """Ask before a comment's card tells how it was decided, where the moderator is to judge it unseen; None elsewhere.

    Who looks all the same leaves the judgement to a colleague.
    """
    sampled = waiting_for(moderator).filter(decision__comment=comment).order_by("pk").first()
    looks = request.POST.get("act") == "look"
    if sampled and looks:
        with suppress(NotYours, JudgedAlready):  # a second press, or a colleague was quicker
            second_judgements.leave(sampled=sampled, by=moderator, now=timezone.now())
    if looks:
        return redirect(request.path)
    if sampled is None:
        return None
    if request.method == "POST":
        drafts.keep(request)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Before you look"),
        "opts": page.opts,
        "sampled": sampled,
    }
    return TemplateResponse(request, "admin/moderation/sampleddecision/ask.html", context)


def _done(sampled: SampledDecision, moderator: User, form: JudgementForm, *, leaves: bool) -> bool:
    now = timezone.now()
    if leaves:
        second_judgements.leave(sampled=sampled, by=moderator, now=now)
        return True
    if not form.is_valid():
        return False
    said = form.cleaned_data
    verdict = SecondVerdict(said["verdict"])
    second_judgements.judge(
        sampled=sampled, verdict=verdict, ground=said["ground"], note=said["note"], by=moderator, now=now
    )
    return True


def _next(moderator: User) -> HttpResponse:
    following = waiting_for(moderator).order_by("pk").first()
    return redirect("admin:moderation_sampleddecision_change", following.pk) if following else redirect(LIST)


def _given_back(page: DeskAdmin, request: HttpRequest, form: JudgementForm) -> HttpResponse:
    """Lead to the list; where a note was typed, show it once more."""
    note = form.data.get("note", "").strip()
    if not note:
        return redirect(LIST)
    context = {**page.admin_site.each_context(request), "title": _("Judge it unseen"), "opts": page.opts, "note": note}
    return TemplateResponse(request, "admin/moderation/sampleddecision/late.html", context)


@admin.register(SecondJudgement)
class SecondJudgementAdmin(UnlessKept, OpensItself):
    """Where two moderators judged differently. Nobody is named: what is looked for are rules that two read two ways."""

    people = ("sampled__decision__subject",)
    comments = ("sampled__decision__comment",)
    list_display = ("made_at", "first", "second", "noted", "came_of", "acts")
    list_select_related = ("sampled__decision",)
    show_full_result_count = False
    ordering = ("-pk",)
    change_list_template = "admin/moderation/secondjudgement/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[SecondJudgement]:
        rows: QuerySet[SecondJudgement] = super().get_queryset(request)
        decision = OuterRef("sampled__decision")
        return rows.filter(pk__in=SecondJudgement.objects.differing().values("pk")).annotate(
            is_taken_back=Exists(Decision.objects.filter(reverses=decision)),
            is_example=Exists(RuleExample.objects.filter(comment=OuterRef("sampled__decision__comment"))),
        )

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.agreement_view)
        return [path("agreement/", page, name="moderation_secondjudgement_agreement"), *super().get_urls()]

    def opened(self, request: HttpRequest, _moderator: User, key: int) -> HttpResponse:
        """Lead to the comment's card, on which a decision is taken back or another one made."""
        found = get_object_or_404(self.get_queryset(request), pk=key)
        return redirect("admin:moderation_comment_change", found.sampled.decision.comment_id)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the figures whoever may see those of the whole paper."""
        sees = permissions.may_see_all_figures(signed_in_moderator(request))
        named = {"title": _("Judged differently"), "may_see_figures": sees}
        return super().changelist_view(request, (extra_context or {}) | named)

    def agreement_view(self, request: HttpRequest) -> HttpResponse:
        """Show how alike the rules are applied: by ground, over all, and by month."""
        if not permissions.may_see_all_figures(signed_in_moderator(request)):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("How alike the rules are applied"),
            "opts": self.opts,
            "figures": agreement.figures(timezone.now()),
            "fewest": agreement.FEWEST,
            "width": agreement.WIDTH,
        }
        return TemplateResponse(request, "admin/moderation/secondjudgement/agreement.html", context)

    @admin.display(description=gettext_lazy("first decision"))
    def first(self, row: SecondJudgement) -> str:
        return _in_words(row.sampled.decision.ground_id)

    @admin.display(description=gettext_lazy("second judgement"))
    def second(self, row: SecondJudgement) -> str:
        return _in_words(row.ground_id)

    @admin.display(description=gettext_lazy("note"))
    def noted(self, row: SecondJudgement) -> str:
        """Show the note in its own direction."""
        return format_html('<span dir="auto">{}</span>', row.note)

    @admin.display(description=gettext_lazy("what came of it"))
    def came_of(self, row: Any) -> str:  # noqa: ANN401 # annotated above
        came = ((row.is_taken_back, _("taken back")), (row.is_example, _("an example")))
        return ", ".join(said for is_so, said in came if is_so) or "–"

    @admin.display(description=gettext_lazy("go on with it"))
    def acts(self, row: SecondJudgement) -> str:
        """Lead to the card, where a decision is taken back, and to the form of a new example."""
        card = reverse("admin:moderation_comment_change", args=[row.sampled.decision.comment_id])
        example = f"{reverse('admin:moderation_ruleexample_add')}?judgement={row.pk}"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>', card, _("Look at it"), example, _("Make it an example")
        )


def _in_words(ground: int | None) -> str:
    return headings.headed(ground, timezone.now()) if ground else _("let it stand")
