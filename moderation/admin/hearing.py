"""A hearing on the desk: what was announced, what the person says to it, and what is decided (V43)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.actions import restrictions
from accounts.models import User
from moderation import desk
from moderation.actions import hearings
from moderation.admin import against, asking
from moderation.forms.hearing import VerdictForm
from moderation.models import Case, Hearing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from moderation.admin.case import CaseAdmin

SENTENCES: dict[type[Exception], "_StrPromise"] = {
    hearings.AlreadyDecided: gettext_lazy("Somebody has decided this hearing meanwhile."),
    hearings.Unheard: gettext_lazy(
        "The person has replied since you opened this. Nothing was decided. Read what they say, then decide."
    ),
    hearings.StillOpen: gettext_lazy("Nobody is blocked before the reply or the end of the time for one."),
    restrictions.Restricted: asking.ONLY_KEPT,
}


def view(page: "CaseAdmin", request: HttpRequest, case: Case, moderator: User, refusal: str = "") -> HttpResponse:
    """Show a hearing; a POST decides it, unless there is a `refusal`."""
    form = _form(case, request, refusal)
    if request.method == "POST" and not refusal and form.is_valid() and _decided(moderator, form):
        drafts.forget(request)
        messages.success(request, _("The hearing is decided. The person is told."))
        return redirect("admin:moderation_case_next")
    hearing = _hearing(case)
    clauses = desk.clauses_for(hearing.person, timezone.now())
    is_kept = hearing.person.restricted_at is not None
    context = page.context(request, case, hearing.reference) | {
        "hearing": hearing,
        "form": form,
        "due": due(case),
        "may_block": hearing.may_be_decided(timezone.now()),
        "is_kept": is_kept,
        "only_kept": asking.ONLY_KEPT,
        "record": None if is_kept else desk.author_record(hearing.person, clauses, timezone.now()),
    }
    return TemplateResponse(request, "admin/moderation/case/hearing.html", context)


def named(case: Case) -> str:
    """Name it on the list."""
    who = _("(only kept)") if case.hearing.person.restricted_at else case.hearing.person
    return f"{case.get_kind_display()}: {who}"


def due(case: Case) -> str:
    """Say what a hearing waits for."""
    hearing, said = case.hearing, _("replied on %(day)s")
    moment = hearing.replied_at
    if moment is None:
        is_over = hearing.ends_at <= timezone.now()
        said, moment = (_("no reply by %(day)s") if is_over else _("time to reply until %(day)s")), hearing.ends_at
    return said % {"day": date_format(timezone.localtime(moment), "DATE_FORMAT")}


def _hearing(case: Case) -> Hearing:
    related = ("person", "clause__version", "comment__article__edition", "opened_by")
    return Hearing.objects.select_related(*related).get(case=case)


def _form(case: Case, request: HttpRequest, refusal: str) -> VerdictForm:
    """Make the form, with what was announced; what was typed when the session had ended is shown again."""
    hearing, now = _hearing(case), timezone.now()
    data = request.POST if request.method == "POST" else asking.kept(request)
    announced = {"ground": hearing.clause.ground_id, "facts": hearing.facts, "why": hearing.why, "law": hearing.law}
    form = VerdictForm(
        data or None,
        initial=announced,
        clauses=desk.clauses_for(hearing.person, now),
        hearing=hearing,
        may_block=hearing.may_be_decided(now),
    )
    if said := refusal or (asking.signed_out() if data and request.method != "POST" else ""):
        form.errors  # noqa: B018 # read first: another reason is put beside what the fields say
        form.add_error(None, said)
    return form


def _decided(moderator: User, form: VerdictForm) -> bool:
    """Decide as the form says; a refusal is put into it."""
    heard = form.data.get("heard", "")
    try:
        with against.refusals(form):
            hearings.decide(
                hearing=form.hearing,
                moderator=moderator,
                verdict=form.verdict(),
                heard=int(heard) if heard.isdecimal() else -1,
                now=timezone.now(),
            )
    except tuple(SENTENCES) as refusal:
        form.add_error(None, str(SENTENCES[type(refusal)]))
    return not form.errors
