"""Mistakes that readers report in articles: the newsroom's list, and the page on which one is looked at (C85)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.rows import UnlessKept
from accounts.models import User
from accounts.safety.keys import key_from
from accounts.signed_in import signed_in
from articles.actions.articles import NotAllowed
from moderation import permissions
from moderation.actions import mistakes
from moderation.admin.access import DeskAdmin
from moderation.enums import MistakeState
from moderation.forms.mistake import AnswerMistakeForm
from moderation.models import CorrectionCredit, Mistake

IS_OPEN = Case(When(state=MistakeState.OPEN, then=Value(0)), default=Value(1))


@admin.register(Mistake)
class MistakeAdmin(UnlessKept, DeskAdmin):
    """What is said to be wrong, the open ones first. All changes are acts (moderation.actions.mistakes)."""

    people = ("comment__author", "reporter")
    seen_by, comments = permissions.PUT_RIGHT, ("comment",)

    list_display = ("reference", "where", "beginning", "state", "taken_by", "received_at", "decided_at")
    list_filter = ("state", ("taken_by", admin.RelatedOnlyFieldListFilter), "comment__article__edition")
    search_fields = ("reference", "text", "comment__article__title")
    show_full_result_count = False

    @admin.display(description=gettext_lazy("article"))
    def where(self, mistake: Mistake) -> str:
        return str(mistake.comment.article)

    @admin.display(description=gettext_lazy("what is said to be wrong"))
    def beginning(self, mistake: Mistake) -> str:
        return mistake.text[:80]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mistake]:
        return super().get_queryset(request).with_context().order_by(IS_OPEN, "received_at", "pk")  # type: ignore[attr-defined,no-any-return] # MistakeQuerySet

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_answer_mistakes(request.user)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 # Django's signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one with its comment; a POST takes it, gives it back or answers it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mistake = get_object_or_404(self.get_queryset(request), pk=key_from(object_id))
        act = request.POST.get("act", "")
        form = AnswerMistakeForm(request.POST if act == "answer" else None, mistake=mistake)
        if request.method == "POST":
            if self._done(request, act, mistake, form):
                return redirect(request.path)
            mistake = get_object_or_404(self.get_queryset(request), pk=mistake.pk)
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": _("Mistake %(reference)s") % {"reference": mistake.reference},
            "opts": self.opts,
            "mistake": mistake,
            "form": form,
            "is_mine": mistake.taken_by_id == signed_in(request).pk,
            "repetitions": self.get_queryset(request).filter(repeats=mistake),
        }
        status = 400 if form.errors else 200
        return TemplateResponse(request, "admin/moderation/mistake/task.html", context, status=status)

    def _done(self, request: HttpRequest, act: str, mistake: Mistake, form: AnswerMistakeForm) -> bool:
        """Do what was asked, and say so; refusals about the answer are put into its form."""
        by = signed_in(request)
        try:
            match act:
                case "take":
                    mistakes.take(mistake=_as_seen(request, mistake), by=by, now=timezone.now())
                case "give-back":
                    mistakes.give_back(mistake=_as_seen(request, mistake), by=by)
                case "answer":
                    return form.is_valid() and self._answered(request, mistake, form)
        except (mistakes.HasIt, mistakes.Answered) as refused:
            messages.error(request, _in_words(refused))
        return True

    def _answered(self, request: HttpRequest, mistake: Mistake, form: AnswerMistakeForm) -> bool:
        try:
            mistakes.answer(mistake=mistake, answer=form.given(), by=signed_in(request), now=timezone.now())
        except mistakes.Answered as refused:
            form.add_error(None, _in_words(refused))  # the page shows what was typed beside the colleague's answer
            return False
        except mistakes.NoSuchAnswer:
            form.add_error("state", _("The correction or the earlier report does not fit this report."))
            return False
        except NotAllowed as refused:
            form.add_error("text", str(refused))
            return False
        else:
            messages.success(request, _("Answered. Whoever reported it is told."))
        return True


def _as_seen(request: HttpRequest, mistake: Mistake) -> Mistake:
    """Put in who had the task on the page from which the button was pressed."""
    seen = request.POST.get("taken_by", "")
    mistake.taken_by_id = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else None
    return mistake


def _in_words(refused: mistakes.HasIt | mistakes.Answered) -> str:
    if isinstance(refused, mistakes.HasIt):
        return _("%(name)s has taken this meanwhile.") % {"name": refused.person}
    return _("This has been answered, or given back, meanwhile.")


@admin.register(CorrectionCredit)
class CorrectionCreditAdmin(UnlessKept, DeskAdmin):
    """Which comment pointed out what a correction puts right: read, never edited."""

    people = ("comment__author",)
    seen_by, comments = permissions.PUT_RIGHT, ("comment",)

    list_display = ("made_at", "correction", "comment")
    list_select_related = ("correction", "comment")
    show_full_result_count = False
    ordering = ("-pk",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # as above
        return isinstance(request.user, User) and permissions.may_answer_mistakes(request.user)
