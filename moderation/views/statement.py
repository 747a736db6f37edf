"""What a restricted person reads and writes: the statement of reasons, the page of a blocked member, the letter."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.signed_in import signed_in
from accounts.views.copies import attached
from moderation import copies, notices, timeline
from moderation.actions import appeals, warnings
from moderation.actions import statements as statement_actions
from moderation.enums import AppealKind, Measure
from moderation.forms.appeal import LetterForm
from moderation.models import Appeal, Comment, Sanction, StatementOfReasons


@login_not_required
@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show a statement of reasons to whoever holds its link (D12)."""
    statement = _statement(token)
    statement_actions.viewed(statement=statement, now=timezone.now())
    is_theirs = statement.measure == Measure.WARN and statement.person == request.user
    context = _context(statement, token) | {"may_acknowledge": is_theirs}
    return render(request, "moderation/statement.html", context)


@login_not_required
@never_cache
@require_safe
def copy(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 # as views are called
    """Hand out the signed copy of a statement (V63)."""
    statement = _statement(token)
    return attached(copies.document(statement), f"statement-{statement.reference}.json")


@never_cache
@require_POST
def acknowledge(request: HttpRequest, token: str) -> HttpResponse:
    """Note that a member has read the warning on this page, which others who hold its link cannot say (C65)."""
    statement = _statement(token)
    if statement.person != request.user:
        raise Http404
    warnings.acknowledge(person=statement.person, references=[statement.reference], now=timezone.now())
    return redirect("moderation:statement", token=token)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """Write to the moderators about the decision, without signing in."""
    statement = _statement(token)
    if kind not in appeals.kinds_for(statement):
        raise Http404
    kind = AppealKind(kind)
    form = LetterForm.about(statement, kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal = appeals.lodge(
                kind=kind,
                person=statement.person,
                contested=statement.decision,
                subject=form.cleaned_data["subject"],
                explanation=form.cleaned_data["explanation"],
                now=timezone.now(),
            )
        except appeals.WindowClosed as closed:
            day = date_format(timezone.localtime(closed.closed_at), "DATE_FORMAT")
            form.add_error(None, _("The time to complain ended on %(day)s.") % {"day": day})
        except appeals.AlreadyOpen as already:
            form.add_error(
                None,
                _("Your letter %(reference)s about this is waiting for its answer. You will get it by mail.")
                % {"reference": already.appeal.reference},
            )
        except appeals.NothingToContest:
            form.add_error(None, _("This decision is no longer in force: there is nothing to restore."))
        else:
            return redirect("moderation:letter_status", token=notices.appeal_token(appeal))
    context = _context(statement, token) | {"form": form, "kind": kind}
    return render(request, "moderation/letter_form.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def letter_status(request: HttpRequest, token: str) -> HttpResponse:
    """Show where a letter stands, and its answer."""
    try:
        reference = signing.loads(token, salt=notices.APPEAL_SALT)
    except signing.BadSignature:
        raise Http404 from None
    related = ("person", "sanction", "contested__statement")
    appeal = Appeal.objects.select_related(*related).filter(reference=reference).first()
    if appeal is None:
        raise Http404
    statement = appeal.contested.statement if appeal.contested else None
    token = notices.statement_token(statement) if statement else ""
    context = {"appeal": appeal, "token": token, "timeline": timeline.of_letter(appeal, timezone.now())}
    return render(request, "moderation/letter_status.html", context)


@never_cache
@require_safe
def blocked(request: HttpRequest) -> HttpResponse:
    """Tell a blocked member, who has just signed in, what happened and how to write (V4)."""
    person = signed_in(request)
    sanction = (
        Sanction.objects.against(person).in_force().select_related("imposed_by_decision__statement__clause").first()
    )
    if sanction is None:
        return redirect("accounts:overview")
    statement = sanction.imposed_by_decision.statement
    assert statement  # noqa: S101 # restriction_has_its_statement_of_reasons, and blocks omit none
    statement_actions.viewed(statement=statement, now=timezone.now())
    token = notices.statement_token(statement)
    letters = Appeal.objects.filter(person=person).order_by("-received_at")
    evidence = Comment.objects.filter(decisions=sanction.imposed_by_decision).select_related("article__edition").first()
    context = _context(statement, token) | {
        "sanction": sanction,
        "letters": letters,
        "comment": evidence,
        "timeline": timeline.of(sanction.imposed_by_decision, timezone.now()),
    }
    return render(request, "moderation/blocked.html", context)


def _statement(token: str) -> StatementOfReasons:
    """Return the statement a signed link names, or answer 404."""
    try:
        reference = signing.loads(token, salt=notices.STATEMENT_SALT)
    except signing.BadSignature:
        raise Http404 from None
    related = ("person", "clause__version", "clause__ground", "decision__sanction")
    statement = StatementOfReasons.objects.select_related(*related).filter(reference=reference).first()
    if statement is None:
        raise Http404
    return statement


def _context(statement: StatementOfReasons, token: str) -> dict[str, object]:
    sanction = getattr(statement.decision, "sanction", None)
    return {
        "statement": statement,
        "sanction": sanction,
        "taken_back": statement.decision.reversals.order_by("-pk").first(),
        "token": token,
        "kinds": appeals.kinds_for(statement),
        "has_dispute_bodies": notices.has_dispute_bodies(),
        "window_closes": appeals.window_closes(statement),
    }
