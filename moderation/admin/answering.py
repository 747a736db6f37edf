"""A letter on the desk: what was decided, what its writer says, and the answer."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import User
from moderation import desk, permissions
from moderation.actions import appeals, decisions, ledger, sanctions
from moderation.admin import asking
from moderation.enums import AppealOutcome, AppealState
from moderation.forms.decision import AmendmentForm, AnswerForm
from moderation.models import Appeal, Case

if TYPE_CHECKING:
    from moderation.admin.case import CaseAdmin


def view(page: "CaseAdmin", request: HttpRequest, case: Case, moderator: User, refusal: str = "") -> HttpResponse:
    """Show a letter; a POST answers it, unless there is a `refusal`."""
    appeal = Appeal.objects.select_related("person", "sanction", "contested__statement__clause").get(case=case)
    data = request.POST if request.method == "POST" else asking.kept(request)
    form = AnswerForm(data or None, appeal=appeal)
    clauses = desk.clauses_for(appeal.person, timezone.now()) if appeal.person else {}
    instead = AmendmentForm.instead_of(appeal, data, clauses)
    said = refusal or (asking.signed_out() if data and request.method != "POST" else "")
    if said:
        form.errors  # noqa: B018 # read first: another reason is put beside what the fields say
        form.add_error(None, said)
    elif data and form.is_valid() and _answered(appeal, moderator, form, instead):
        drafts.forget(request)
        messages.success(request, _("The letter is answered."))
        return redirect("admin:moderation_case_next")
    context = page.context(request, case, appeal.reference) | {
        "appeal": appeal,
        "form": form,
        "instead": instead,
        "due": due(case),
        "may_answer": permissions.may_answer(moderator, appeal),
        "record": desk.author_record(appeal.person, clauses, timezone.now()) if appeal.person else None,
        # who reviews a decision judges it, not the colleague (V77)
        "hides_who": appeal.state != AppealState.DECIDED,
    }
    return TemplateResponse(request, "admin/moderation/case/letter.html", context)


def _answered(appeal: Appeal, moderator: User, form: AnswerForm, instead: AmendmentForm | None) -> bool:
    """Answer the letter as the form says; a refusal is put beside it."""
    if instead and instead.is_bound and not instead.is_valid():
        return False
    try:
        appeals.decide(
            appeal=appeal,
            moderator=moderator,
            outcome=AppealOutcome(form.cleaned_data["outcome"]),
            answer=form.cleaned_data["answer"],
            amendment=instead.amendment() if instead and instead.is_bound else None,
            now=timezone.now(),
        )
    except appeals.NotYours:
        form.add_error(None, _("You took the contested decision: another moderator answers this letter."))
    except appeals.AlreadyDecided:
        form.add_error(None, _("Somebody has answered this letter meanwhile."))
    except decisions.NothingRedacted:
        form.add_error("outcome", _("The whole text would come back. Where nothing in it breaks a rule, annul."))
    except ledger.StaleComment:
        form.add_error(None, _("Somebody has decided this comment meanwhile. Nothing was changed."))
    except (appeals.WrongOutcome, sanctions.NotInForce):
        form.add_error("outcome", _("The sanction has ended meanwhile. Choose an outcome that still fits."))
    return not form.errors


def named(case: Case) -> str:
    """Name it on the list."""
    return f"{case.appeal.get_kind_display()}: {case.appeal.person}"


def due(case: Case) -> str:
    """Say by when a letter is answered, and that it should have been."""
    appeal = case.appeal
    is_late = appeal.is_late(timezone.now())
    said = _("answer overdue since %(day)s") if is_late else _("answer due %(day)s")
    return said % {"day": date_format(timezone.localtime(appeal.due_at), "DATE_FORMAT")} if appeal.due_at else "–"
