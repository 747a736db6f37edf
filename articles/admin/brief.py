"""A planned story at the desk: foreseen, changed, dropped, taken up again, begun (A40)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.signed_in import signed_in
from articles import board, permissions
from articles.actions import briefs
from articles.actions.refusals import Crossed, NotAllowed
from articles.admin.board import BoardPages
from articles.enums import Right
from articles.forms.brief import BriefForm, DropForm
from articles.models import Brief
from articles.reach import reach


@admin.register(Brief)
class BriefAdmin(BoardPages):
    """The page of one planned story. All changes are acts (articles.actions.briefs)."""

    def add_view(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        """Plan a story."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        typed = request.POST.dict() or drafts.kept(request)
        form = BriefForm(typed or None, writers=permissions.writers())
        self._narrow(request, form)
        if request.method == "POST" and form.is_valid():
            try:
                brief = briefs.plan(wanted=form.wanted(), by=signed_in(request), now=timezone.now())
            except (NotAllowed, briefs.Unplannable) as refused:
                _explain(form, refused)
            else:
                drafts.forget(request)
                self._say_who_is_told(request, brief, None)
                return redirect("admin:articles_brief_changelist")
        return self._page(request, "form", {"title": _("Plan a story"), "form": form, "may_change": True})

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any) -> HttpResponse:
        """Show a planned story; do what is pressed."""
        brief = self._brief(request, object_id)
        act = request.POST.get("act", "save") if request.method == "POST" else ""
        kept = drafts.kept(request)
        typed = request.POST.dict() if act == "save" else kept if "about" in kept else None
        form = BriefForm.of(brief, typed, writers=permissions.writers())
        dropping = DropForm(request.POST if act == "drop" else kept if "why" in kept else None)
        self._narrow(request, form)
        match act:
            case "":
                answer = None
            case "save":
                answer = self._save(request, brief, form)
            case "drop":
                answer = self._drop(request, brief, dropping)
            case _:
                answer = self._press(request, brief, act) or redirect("admin:articles_brief_change", brief.pk)
        if answer:
            drafts.forget(request)
            return answer
        now, user = timezone.now(), signed_in(request)
        shown = board.card(brief, now)
        context = {
            "title": shown.title,
            "form": form,
            "dropping": dropping,
            "brief": brief,
            "card": shown,
            "state": brief.article and brief.article.state(now).label,
            "may_change": self.has_change_permission(request, brief) and not brief.dropped_at,
            "may_drop": self.has_change_permission(request, brief) and briefs.may_be_dropped(brief, now),
            "may_take_up": self.has_change_permission(request, brief) and brief.dropped_at,
            "acts": () if brief.dropped_at or brief.article else board.may_do(shown, user, now).acts,
        }
        return self._page(request, "form", context)

    def _save(self, request: HttpRequest, brief: Brief, form: BriefForm) -> HttpResponse | None:
        """Change what was typed and lead to the board; None where the form says why not."""
        if not form.is_valid():
            return None
        had, seen = brief.assignee_id, form.cleaned_data["seen"] or 0
        try:
            changed = briefs.change(
                brief=brief, to=form.wanted(brief), was=seen, by=signed_in(request), now=timezone.now()
            )
        except (NotAllowed, Crossed, briefs.Settled, briefs.Unplannable) as refused:
            brief.refresh_from_db()
            form.data = {**form.data, "seen": brief.version}
            _explain(form, refused)
            return None
        self._say_who_is_told(request, changed, had)
        return redirect("admin:articles_brief_changelist")

    def _drop(self, request: HttpRequest, brief: Brief, form: DropForm) -> HttpResponse | None:
        """Drop the story and lead to the board; None where the form says why not."""
        if not form.is_valid():
            return None
        try:
            briefs.drop(brief=brief, reason=form.cleaned_data["why"], by=signed_in(request), now=timezone.now())
        except (NotAllowed, briefs.Settled, briefs.Unplannable) as refused:
            _explain(form, refused)
            return None
        messages.success(request, _("The story is dropped. It is kept, with the reason."))
        return redirect("admin:articles_brief_changelist")

    def _narrow(self, request: HttpRequest, form: BriefForm) -> None:
        """Offer the parts of the paper in which the person writes."""
        held = reach(signed_in(request), f"articles.{Right.WRITE.value}")
        form.offer(held.sections(), held.editions())

    def _say_who_is_told(self, request: HttpRequest, brief: Brief, had: int | None) -> None:
        by, to = signed_in(request), brief.assignee
        said = _("Saved.")
        if to and to.pk not in (had, by.pk):
            said = _("Saved. A letter goes to: %(names)s.") % {"names": to}
        messages.success(request, said)


def _explain(form: forms.Form, refused: Exception) -> None:
    """Say in the form why an act was refused."""
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, str(refused))
