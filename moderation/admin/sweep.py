"""Deciding about several comments at once, and taking all of it back (C62): shown first, done then."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.actions import restrictions
from accounts.models import User
from accounts.safety.keys import key_from
from articles.reach import OutOfReach, reach
from moderation import desk, lifecycle, permissions
from moderation.actions import cases, sweeps
from moderation.actions.sweeps import Done, Item, Skipped
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.admin.asking import ONLY_KEPT, Seen, seen
from moderation.enums import SWEPT, Status
from moderation.forms.sweep import USUAL, EachForm, LatelyForm, TickedForm
from moderation.models import Clause, Comment, Decision, Finding, Report
from moderation.models.comment import CommentQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What became of several comments.
TAKEN_BACK = ngettext_lazy("%(count)s decision is taken back.", "%(count)s decisions are taken back.", "count")
STAND = ngettext_lazy("%(count)s comment stands.", "%(count)s comments stand.", "count")
REMOVED = ngettext_lazy(
    "%(count)s comment is removed. Its author is told why.",
    "%(count)s comments are removed. Each author is told why.",
    "count",
)


def address(chosen: QuerySet[Comment]) -> str:
    """Return the page on which chosen comments are decided together."""
    keys = chosen.order_by("-pk").values_list("pk", flat=True)[: sweeps.MOST]
    return f"{reverse('admin:moderation_comment_together')}?{urlencode({'id': list(keys)}, doseq=True)}"


def way_back(comment: Comment) -> tuple[str, str]:
    """Say where a slip is put right, and what stands there: the comment alone, or all that was decided with it."""
    if together := last_of(comment):
        address = reverse("admin:moderation_decision_together", args=[together.pk])
        return address, _("Look at all of them, or take all of it back")
    return reverse("admin:moderation_comment_change", args=[comment.pk]), _("Look at it again")


def last_of(comment: Comment) -> Decision | None:
    """Return the first of what a person last decided together with the comment; None where it was decided alone."""
    last = comment.decisions.filter(decided_by__isnull=False, measure__in=SWEPT).order_by("-pk").first()
    together = list(Decision.objects.of_sweep(last)[:2]) if last else []
    return together[0] if len(together) > 1 else None


def decide_view(page: DeskAdmin, request: HttpRequest) -> HttpResponse:
    """List comments to tick; then show what each author would be told; then decide, as far as nothing has changed."""
    moderator, now = signed_in_moderator(request), timezone.now()
    found, heading = _meant(request.GET, moderator, now)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step in ("remove", "publish"):
        return _preview(page, request, found, heading, step)
    if step in ("removed", "published"):
        return _decided(page, request, heading, moderator, step)
    return _listed(page, request, heading, TickedForm(None, comments=found, suggested=_suggested(found, now)))


def undo_view(page: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was decided together and what of it still stands; a POST takes that back."""
    moderator = signed_in_moderator(request)
    decision = Decision.objects.filter(pk=pk, decided_by__isnull=False).select_related("decided_by").first()
    if decision is None:
        raise Http404
    if decision.comment:
        permissions.demand(moderator, permissions.DECIDE, decision.comment.article)
    if request.method == "POST":
        _tell(request, sweeps.undo(decision=decision, moderator=moderator, now=timezone.now()), TAKEN_BACK)
        return redirect(request.path)
    would = sweeps.foreseen(decision=decision, moderator=moderator)
    comments = Comment.objects.with_context().in_bulk([one.comment_id for one in would.decisions])
    context = {
        "decision": decision,
        "standing": [(one, comments[one.comment_id]) for one in would.decisions if one.comment_id],
        "left": [(one.comment, why_not(one)) for one in would.skipped],
    }
    return _page(page, request, "undo", _("Decided together"), context)


def why_not(skipped: Skipped) -> str:
    """Say why a comment was left as it is."""
    match skipped.why:
        case cases.TakenByAnother() as taken:
            return _("%(moderator)s has it open.") % {"moderator": taken.moderator}
        case sweeps.AnsweredComplaint():
            return _("Its author has complained and been answered.")
        case lifecycle.IllegalTransition():
            return _("Somebody has decided it meanwhile.")
        case restrictions.Restricted():
            return str(ONLY_KEPT)
        case OutOfReach() as elsewhere:
            return str(elsewhere)
    return _("It has been changed or decided since.")


def _meant(query: QueryDict, moderator: User, now: datetime) -> tuple[list[Comment], dict[str, Any]]:
    """Find the comments that the address names: those chosen, or what one author wrote lately; and say so."""
    open_ones = _open_ones().filter(_within(moderator)).order_by("-pk")
    if "author" not in query:
        chosen = [int(pk) for pk in query.getlist("id") if pk.isascii() and pk.isdigit() and len(pk) < 19]
        return list(open_ones.filter(pk__in=chosen)[: sweeps.MOST]), {"title": _("The chosen comments")}
    author = User.objects.filter(pk=key_from(str(query["author"]))).first()
    if author is None:
        raise Http404
    form = LatelyForm({"days": query.get("days", USUAL)})
    days = form.cleaned_data["days"] if form.is_valid() else USUAL
    theirs = open_ones.by(author).filter(submitted_at__gte=now - timedelta(days=days))
    title = _("What %(name)s wrote lately") % {"name": author}
    return list(theirs[: sweeps.MOST]), {"title": title, "author": author, "lately": form, "in_all": theirs.count()}


def _within(moderator: User) -> Q:
    return reach(moderator, permissions.DECIDE).within("article")


def _open_ones() -> CommentQuerySet:
    """Comments whose text may be shown here: not sealed, not taken back or erased, and not only kept."""
    usable = Comment.objects.with_context().usable().exclude(status=Status.REMOVED)
    return usable.filter(withdrawn_at__isnull=True, erased_at__isnull=True)


def _suggested(comments: list[Comment], now: datetime) -> dict[int, int | None]:
    """Name for each comment the ground that its evidence points at."""
    findings = list(Finding.objects.filter(comment__in=comments))
    reports = list(Report.objects.filter(comment__in=comments))
    known, named = _clauses(comments, now), {}
    for comment in comments:
        of_it = [f for f in findings if f.comment_id == comment.pk and f.version == comment.version]
        about = [r for r in reports if r.comment_id == comment.pk]
        best = desk.suggestions(comment, of_it, about, known[comment.author.language])
        named[comment.pk] = best[0].clause.ground_id if best else None
    return named


def _listed(page: DeskAdmin, request: HttpRequest, heading: dict[str, Any], form: TickedForm) -> HttpResponse:
    return _page(page, request, "list", heading["title"], heading | {"form": form, "most": sweeps.MOST})


def _preview(
    page: DeskAdmin, request: HttpRequest, found: list[Comment], heading: dict[str, Any], step: str
) -> HttpResponse:
    """Show the statement for each of what is ticked, or what will stand."""
    form = TickedForm(request.POST, comments=found, suggested={})
    on_screen = seen(request.POST)
    taken = [comment for comment in form.taken() if comment.pk in on_screen] if form.is_valid() else []
    if not taken:
        messages.warning(request, _("Nothing is ticked."))
        return _listed(page, request, heading, form)
    if step == "remove" and not all(map(form.ground_of, taken)):
        messages.warning(request, _("Choose a ground for each comment, or one for all."))
        return _listed(page, request, heading, form)
    known = _clauses(taken, timezone.now())
    each = [
        EachForm(None, comment=one, clauses=known[one.author.language], ground=form.ground_of(one)) for one in taken
    ]
    return _before(page, request, heading, each, on_screen, is_removal=step == "remove")


def _clauses(comments: Iterable[Comment], now: datetime) -> dict[str, dict[int, Clause]]:
    """Return what the rules say to the authors, by their languages."""
    authors = {comment.author.language: comment.author for comment in comments}
    return {language: desk.clauses_for(author, now) for language, author in authors.items()}


def _before(
    page: DeskAdmin,
    request: HttpRequest,
    heading: dict[str, Any],
    each: list[EachForm],
    on_screen: dict[int, Seen],
    *,
    is_removal: bool,
) -> HttpResponse:
    """Show what would be decided, with each comment as it was seen on the list."""
    rows = [(form, f"{form.comment.pk}:{':'.join(map(str, on_screen[form.comment.pk]))}") for form in each]
    return _page(page, request, "preview", heading["title"], heading | {"rows": rows, "is_removal": is_removal})


def _decided(
    page: DeskAdmin, request: HttpRequest, heading: dict[str, Any], moderator: User, step: str
) -> HttpResponse:
    """Decide about all of what the preview showed, and lead to where all of it can be taken back.

    Where a statement lacks something the preview comes back, without what may not be shown any more.
    """
    on_screen = seen(request.POST)
    there = Comment.objects.with_context().filter(_within(moderator), erased_at__isnull=True)
    found = there.in_bulk(list(on_screen)[: sweeps.MOST])
    known = _clauses(found.values(), timezone.now())
    shown = [found[pk] for pk in on_screen if pk in found]
    each = [EachForm(request.POST, comment=one, clauses=known[one.author.language]) for one in shown]
    is_removal = step == "removed"
    lacking = [form for form in each if is_removal and not form.is_valid()]
    open_ones = set(_open_ones().filter(pk__in=found)) if lacking else set()
    if any(form.comment in open_ones for form in lacking):
        shown_again = [form for form in each if form.comment in open_ones]
        return _before(page, request, heading, shown_again, on_screen, is_removal=True)
    items = [
        Item(form.comment, *on_screen[form.comment.pk], reasons=form.reasons() if is_removal else None)
        for form in each if form not in lacking
    ]  # fmt: skip
    done = sweeps.decide(items=items, moderator=moderator, now=timezone.now())
    _tell(request, done, REMOVED if is_removal else STAND)
    if not done.decisions:
        return redirect(request.get_full_path())
    return redirect("admin:moderation_decision_together", done.decisions[0].pk)


def _tell(request: HttpRequest, done: Done, said: "_StrPromise") -> None:
    """Say how many were decided, and name each that was not."""
    count = len(done.decisions)
    if count:
        messages.success(request, said % {"count": count})
    for one in done.skipped:
        left = _("Left as it is: the comment of %(author)s under “%(article)s”. %(why)s")
        named = {"author": one.comment.author, "article": one.comment.article, "why": why_not(one)}
        messages.warning(request, left % named)
    if not count and not done.skipped:
        messages.warning(request, _("Nothing was left to decide."))


def _page(page: DeskAdmin, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shared = {**page.admin_site.each_context(request), "opts": page.opts}
    return TemplateResponse(request, f"admin/moderation/sweep/{name}.html", shared | context | {"title": title})
