"""The desk by program: what waits, one comment's card, who has a case, and the decision (C25, C26, C28, C30)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import restrictions
from accounts.addresses import absolute_url
from accounts.api import bodies
from accounts.api.endpoints import Endpoint, needs
from accounts.api.problems import Problem, invalid
from accounts.enums import Scope
from accounts.models import User
from moderation import desk, headings, lifecycle, permissions
from moderation.actions import cases, decisions, ledger, notes
from moderation.admin.asking import ONLY_KEPT
from moderation.api import shapes
from moderation.api.reading import number
from moderation.api.shapes import Json, moment
from moderation.enums import Status
from moderation.forms.decision import ReasonsForm
from moderation.models import Case, CaseComment, Comment, Decision

#: Cases on one page.
MOST = 50


def moderator(caller: User) -> User:
    """Return the moderator who asks; raise Problem for anybody else."""
    if not permissions.may_moderate(caller):
        raise Problem("not-allowed", _("Only moderators may do that."))
    return caller


def _queue(request: HttpRequest, caller: User) -> HttpResponse:
    """Answer what waits for this moderator, the riskiest first, by key."""
    now, who = timezone.now(), moderator(caller)
    items = permissions.theirs(CaseComment.objects.filter(is_open=True), who)
    waiting = Case.objects.due(now).filter(permissions.cases(who)).urgent_first(now)
    if after := number(request, "after"):
        waiting = waiting.filter(_behind(Case.objects.urgent_first(now).filter(pk=after).first()))
    found = list(waiting.select_related("taken_by").prefetch_related(Prefetch("items", items))[: MOST + 1])
    shown = found[:MOST]
    return JsonResponse({"cases": [_case(one) for one in shown], "after": shown[-1].pk if len(found) > MOST else None})


def _behind(case: Case | None) -> Q:
    """Return the condition on cases that stand below this one in the order of the queue."""
    if case is None:
        raise invalid(after=_("There is no such case."))
    is_late, risk, opened_at = case.is_late, case.risk, case.opened_at  # type: ignore[attr-defined] # annotated
    same = Q(is_late=is_late, risk=risk)
    later = Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, pk__gt=case.pk)
    return Q(is_late__lt=is_late) | Q(is_late=is_late, risk__lt=risk) | (same & later)


def _case(case: Case) -> Json:
    now = timezone.now()
    is_open_with = case.taken_by if case.leased_until and case.leased_until > now else None
    return {
        "id": case.pk,
        "kind": case.kind,
        "risk": case.risk,
        "reasons": case.grounds,
        "reasons_in_words": list(headings.in_words(case.grounds, now)),
        "is_held": case.is_held,
        "reports": case.report_count,
        "article": case.article_id,
        "waiting_since": moment(case.opened_at),
        "open_with": is_open_with.name if is_open_with else None,
        "comments": [item.comment_id for item in case.items.all()],
        "address": absolute_url("admin:moderation_case_change", object_id=case.pk),
    }


def _take(_request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Have a case for five minutes, or five more; others see who has it (C26)."""
    who = moderator(caller)
    case = Case.objects.filter(pk=pk, closed_at__isnull=True).select_related("article").first()
    if case is None:
        raise Problem("not-found")
    try:
        case = cases.take(case=case, moderator=who, now=timezone.now())
    except cases.TakenByAnother as taken:
        said = _("%(moderator)s has it open.") % {"moderator": taken.moderator}
        raise Problem("conflict", said, until=moment(taken.until)) from None
    return JsonResponse({"case": case.pk, "until": moment(case.leased_until)})


def _give_back(_request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Leave a case to others."""
    who = moderator(caller)
    if case := Case.objects.filter(pk=pk).first():
        cases.give_back(case=case, moderator=who)
    return HttpResponse(status=204)


def _card(_request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Answer what a moderator needs to judge a comment. What is sealed, or only kept, is opened in the admin alone."""
    comment = _theirs(moderator(caller), pk)
    card = desk.card(comment, timezone.now())
    record = card.record
    is_shut = card.is_sealed or card.is_kept
    return JsonResponse(
        {
            "comment": _judged(comment, is_shut=is_shut),
            "is_sealed": card.is_sealed,
            "is_only_kept": card.is_kept,
            "findings": [
                {
                    "rule": one.rule,
                    "ground": one.ground_id,
                    "score": one.score,
                    "start": None if is_shut else one.start,
                    "end": None if is_shut else one.end,
                    "action": one.action,
                    "is_personal_data": one.ground_id == desk.PERSONAL_DATA,
                }
                for one in card.findings
            ],
            "failed_checks": [one for one in comment.failed_rules.split(",") if one],
            "reports": [{"kind": one.kind, "ground": one.ground_id, "text": one.text} for one, _sender in card.reports],
            "answers": [one.pk for one in card.parents],
            "before": [one.pk for one in card.before],
            "after": [one.pk for one in card.after],
            "suggestions": []
            if is_shut
            else [{"ground": one.clause.ground_id, "facts": one.facts, "why": one.why} for one in card.suggestions],
            "grounds": [{"number": n, "heading": clause.heading} for n, clause in sorted(card.clauses.items())],
            "decisions": [_decision(one) for one in card.decisions],
            "author": {
                "id": record.author.public_id,
                "name": record.author.name,
                "has_proven_mailbox": record.is_verified,
                "written": record.written,
                "removed": {clause.ground_id: count for clause, count in record.grounds},
                "sanctions": len(record.sanctions),
            },
            "address": absolute_url("admin:moderation_comment_change", object_id=pk),
        }
    )


def _decide(request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Decide about a comment as it was seen: its version and its status (C26)."""
    needed = {"act": str, "version": int, "status": str}
    words: dict[str, type] = {"ground": int, **dict.fromkeys(("facts", "why", "law", "note"), str)}
    sent = bodies.read(request, needed, words)
    comment, now = _theirs(moderator(caller), pk), timezone.now()
    judged = {"comment": comment, "version": sent["version"], "status": sent["status"], "moderator": caller, "now": now}
    if sent["act"] not in ACTS:
        raise invalid(act=", ".join(ACTS))
    if sent["status"] not in Status.values:
        raise invalid(status=", ".join(Status.values))
    with _told():
        decision = ACTS[sent["act"]](judged, sent)
    fresh = Comment.objects.with_context().get(pk=pk)
    return JsonResponse({"decision": _decision(decision), "comment": _judged(fresh)}, status=201)


def _publish(judged: Json, _sent: Json) -> Decision:
    return decisions.publish(**judged)


def _restore(judged: Json, _sent: Json) -> Decision:
    return decisions.restore(**judged)


def _remove(judged: Json, sent: Json) -> Decision:
    comment = judged["comment"]
    form = ReasonsForm(sent, clauses=desk.clauses_for(comment.author, judged["now"]))
    if not form.is_valid():
        raise bodies.refused(form)
    decision = decisions.remove(**judged, reasons=form.reasons())
    if note := form.cleaned_data["note"].strip():
        who, now = judged["moderator"], judged["now"]
        notes.write(about=comment.author, comment=comment, text=note, moderator=who, now=now)
    return decision


ACTS = {"publish": _publish, "remove": _remove, "restore": _restore}


def _theirs(who: User, pk: int) -> Comment:
    """Load a comment that the desk has; raise OutOfReach where others decide it."""
    there = Q(erased_at__isnull=True) | Q(sealed_copy__isnull=False)
    comment = Comment.objects.with_context().filter(there, pk=pk).first()
    if comment is None:
        raise Problem("not-found")
    permissions.demand(who, permissions.DECIDE, comment.article)
    permissions.demand_unshielded(who, comment.author)
    return comment


@contextmanager
def _told() -> Iterator[None]:
    """Say what stands in the way of a decision."""
    try:
        yield
    except ledger.StaleComment as stale:
        said, fresh = _("The comment is not as it was seen. Nothing was decided."), stale.comment
        raise Problem("conflict", said, version=fresh.version, comment_status=fresh.status) from None
    except lifecycle.IllegalTransition:
        raise Problem("conflict", _("This cannot be decided of the comment as it stands.")) from None
    except restrictions.Restricted:
        raise Problem("not-allowed", str(ONLY_KEPT)) from None


def _judged(comment: Comment, *, is_shut: bool | None = None) -> Json:
    """Say of a comment what was judged and how it stands."""
    if is_shut is None:
        is_shut = comment.status == Status.REMOVED or comment.author.restricted_at is not None
    return shapes.public(comment, comment.article) | {
        "text": None if is_shut else comment.body,
        "html": None if is_shut else comment.html,
        "author": {"name": comment.author.name, "id": comment.author.public_id},
        "status": comment.status,
    }


def _decision(one: Decision) -> Json:
    return {
        "id": one.pk,
        "measure": one.measure,
        "ground": one.ground_id,
        "version": one.comment_version,
        "by": one.decided_by.name if one.decided_by else None,
        "made_at": moment(one.made_at),
    }


queue = Endpoint(GET=needs(Scope.READ, is_desk=True)(_queue))
lease = Endpoint(PUT=needs(Scope.DECIDE, is_desk=True)(_take), DELETE=needs(Scope.DECIDE, is_desk=True)(_give_back))
card = Endpoint(GET=needs(Scope.READ, is_desk=True)(_card))
decide = Endpoint(POST=needs(Scope.DECIDE, is_desk=True)(_decide))
