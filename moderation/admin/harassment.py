"""Harassment of moderators at the desk: marked, handled by somebody else, and counted for the lead (C67)."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Avg, Count, F, Model, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.admin.rows import UnlessKept
from accounts.models import User
from accounts.signed_in import signed_in
from moderation import desk, permissions
from moderation.actions import harassments, notes
from moderation.admin import asking
from moderation.admin.access import OpensItself, signed_in_moderator
from moderation.enums import HarassmentOutcome
from moderation.forms.decision import NoteForm
from moderation.forms.harassment import MarkForm, VerdictForm
from moderation.models import Case, Decision, Harassment

if TYPE_CHECKING:
    from moderation.admin.case import CaseAdmin

#: Months of which the lead sees figures.
MONTHS = 12


def view(page: "CaseAdmin", request: HttpRequest, case: Case, moderator: User, refusal: str = "") -> HttpResponse:
    """Show a case of harassment; a POST leaves a note or decides, unless there is a `refusal`."""
    harassment = case.harassment
    is_sent = request.method == "POST"
    data = request.POST if is_sent else asking.kept(request)
    is_note = data.get("act") == "note"
    form = VerdictForm(data if data and not is_note else None)
    note = NoteForm(data if data and is_note else None, auto_id="note_%s")
    asked = note if is_note else form
    if said := refusal or (asking.signed_out() if data and not is_sent else ""):
        asked.errors  # noqa: B018 # read first: another reason is put beside what the fields say
        asked.add_error(None, said)
    elif is_sent and asked.is_valid() and _done(harassment, moderator, asked):
        drafts.forget(request)
        if is_note:
            return redirect(request.path)
        messages.success(request, _("It is decided, and the moderator concerned is told."))
        return redirect("admin:moderation_case_next")
    context = page.context(request, case, harassment.reference) | told(harassment) | {"form": form, "note_form": note}
    return TemplateResponse(request, "admin/moderation/case/harassment.html", context)


def told(harassment: Harassment) -> dict[str, Any]:
    """Gather what the page of a case shows: its pieces, what was decided about the person since, their record."""
    now = timezone.now()
    since = Decision.objects.filter(subject=harassment.person, made_at__gte=harassment.opened_at)
    is_kept = harassment.person.restricted_at is not None
    clauses = desk.clauses_for(harassment.person, now)
    return {
        "harassment": harassment,
        "pieces": harassment.pieces.select_related("comment", "letter", "added_by").order_by("pk"),
        "since": since.select_related("decided_by", "ground").order_by("pk"),
        "is_kept": is_kept,
        "only_kept": asking.ONLY_KEPT,
        "record": None if is_kept else desk.author_record(harassment.person, clauses, now),
    }


def _done(harassment: Harassment, moderator: User, form: forms.Form) -> bool:
    """Leave a note or decide, as the form says; a refusal is put into it."""
    now, said = timezone.now(), form.cleaned_data
    try:
        if isinstance(form, NoteForm):
            notes.write(about=harassment.person, text=said["text"], moderator=moderator, now=now)
        else:
            outcome = HarassmentOutcome(said["outcome"])
            harassments.decide(
                harassment=harassment, outcome=outcome, answer=said["answer"], moderator=moderator, now=now
            )
    except harassments.AlreadyDecided:
        form.add_error(None, _("Somebody has decided this meanwhile."))
    return not form.errors


def named(case: Case) -> str:
    """Name it on the list."""
    who = _("(only kept)") if case.harassment.person.restricted_at else case.harassment.person
    return f"{case.get_kind_display()}: {who}"


def due(case: Case) -> str:
    """Say whom it concerns."""
    return _("concerns %(name)s") % {"name": case.harassment.target}


@admin.register(Harassment)
class HarassmentAdmin(UnlessKept, OpensItself):
    """All cases of harassment, open and decided; marking another; figures by month for the lead."""

    form = MarkForm
    list_display = ("reference", "target", "person", "opened_at", "outcome", "decided_at", "shield_ended_at")
    list_filter = ("outcome", "opened_at")
    list_select_related = ("target", "person")
    search_fields = ("reference", "person__name", "person__public_id", "target__name")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = ("end_shields",)
    change_list_template = "admin/moderation/harassment/change_list.html"

    def within(self, user: User) -> Q:
        """Let those whose role holds in parts of the paper see what concerns themselves."""
        return Q() if permissions.may_see_all_figures(user) else Q(target=user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_fields(self, _request: HttpRequest, _obj: Model | None = None) -> tuple[str, ...]:
        return ("what", "target", "words")

    def get_form(
        self,
        request: HttpRequest,
        obj: Harassment | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 # Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:  # type: ignore[type-arg] # not generic at run time
        """Let the form know who marks it."""
        made = super().get_form(request, obj, change, **kwargs)
        made.by = signed_in(request)  # type: ignore[attr-defined] # MarkForm
        return made

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Mark something: what there is to do about it stands in the case."""
        named = {"title": _("Mark as harassment of a moderator")}
        only = dict.fromkeys(("show_save_and_add_another", "show_save_and_continue"), False)
        return super().add_view(request, form_url, (extra_context or {}) | named | only)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever marks it is mostly the one concerned."""
        return {"target": request.user.pk} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Harassment, form: MarkForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        target = form.cleaned_data["target"]
        marked = harassments.mark(piece=form.piece(), target=target, by=signed_in(request), now=timezone.now())
        obj.pk, obj.person, obj.reference = marked.pk, marked.person, marked.reference

    def response_add(self, request: HttpRequest, obj: Harassment, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002 # as above
        said = _("%(reference)s waits for a colleague. Nothing more by %(person)s comes to %(target)s.")
        messages.success(request, said % {"reference": obj.reference, "person": obj.person, "target": obj.target})
        return redirect("admin:moderation_harassment_changelist")

    def opened(self, request: HttpRequest, moderator: User, key: int) -> HttpResponse:
        """Lead to the open case; a decided one is read here, by colleagues."""
        found = get_object_or_404(self.get_queryset(request), self.within(moderator), pk=key)
        if found.target_id == moderator.pk:
            raise permissions.Shielded
        if found.decided_at is None:
            return redirect("admin:moderation_case_change", found.case_id)
        context = {**self.admin_site.each_context(request), "title": found.reference, "opts": self.opts, **told(found)}
        return TemplateResponse(request, "admin/moderation/case/harassment.html", context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the lead how many cases there were each month, and how long they took."""
        months = by_month() if permissions.may_oversee(signed_in_moderator(request)) else []
        named = {"title": capfirst(self.opts.verbose_name_plural), "months": months}
        return super().changelist_view(request, (extra_context or {}) | named)

    @admin.action(description=gettext_lazy("End the shield: the person’s comments come to the moderator again"))
    def end_shields(self, request: HttpRequest, chosen: QuerySet[Harassment]) -> None:
        for harassment in chosen.select_related("person", "target"):
            try:
                ended = harassments.end_shield(harassment=harassment, by=signed_in(request), now=timezone.now())
            except harassments.Concerned:
                said, level = _("%(reference)s: the moderator concerned or the lead ends it."), messages.WARNING
            else:
                said = _("%(reference)s: the shield has ended.") if ended else _("%(reference)s: it stays while open.")
                level = messages.SUCCESS if ended else messages.WARNING
            self.message_user(request, said % {"reference": harassment.reference}, level)


def by_month() -> list[dict[str, Any]]:
    """Count the cases of the last months by the month in which they were opened, and how long they waited, in hours."""
    rows = Harassment.objects.annotate(month=TruncMonth("opened_at")).values("month").order_by("-month")
    counted = rows.annotate(
        opened=Count("pk"),
        found=Count("pk", filter=Q(outcome=HarassmentOutcome.FOUND)),
        none=Count("pk", filter=Q(outcome=HarassmentOutcome.NONE)),
        waiting=Count("pk", filter=Q(decided_at__isnull=True)),
        wait=Avg(F("decided_at") - F("opened_at")),
    )
    return [
        {**row, "hours": round(row["wait"].total_seconds() / 3600) if row["wait"] else None} for row in counted[:MONTHS]
    ]
