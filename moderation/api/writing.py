"""Writing: posting, answering, editing and withdrawing, screened and limited as on the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.api import bodies
from accounts.api.endpoints import Endpoint, needs
from accounts.api.problems import Problem, invalid
from accounts.enums import Scope
from accounts.models import User
from moderation import networks, notices, permissions
from moderation.actions import comments, facts, flood, judging, ledger, questions, warnings
from moderation.actions.comments import Submission
from moderation.api import shapes
from moderation.forms.comment import CommentForm, advice
from moderation.models import Comment
from moderation.screening import Action
from moderation.views.refusals import REFUSALS, in_words


def submit(request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Comment on an article."""
    return _write(request, caller, article=pk)


def _reply(request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Answer a comment."""
    return _write(request, caller, parent=pk)


def edit(request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Replace the text of one's own comment, of the version that its author saw."""
    sent = bodies.read(request, {"text": str, "version": int}, {"as_it_is": bool})
    comment = _own(caller, pk)
    submission = _submission(request, sent)
    with _told(caller, submission.body):
        changed = comments.edit(comment=comment, version=sent["version"], submission=submission, now=timezone.now())
    return JsonResponse(shapes.own(changed))


def withdraw(_request: HttpRequest, caller: User, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    return JsonResponse(shapes.own(comments.withdraw(comment=_own(caller, pk), now=timezone.now())))


def _write(request: HttpRequest, caller: User, **where: int) -> HttpResponse:
    sent = bodies.read(request, {"text": str}, {"as_it_is": bool})
    submission = _submission(request, sent, f"api:{caller.pk}:{bodies.idempotency_key(request)}")
    now = timezone.now()
    with _told(caller, submission.body):
        place = facts.place(author=caller, now=now, **where)
        comment = comments.submit(author=caller, place=place, submission=submission, now=now)
    is_new = comment.submitted_at == now
    headers = {"Location": shapes.address(comment, comment.article)}
    return JsonResponse(shapes.own(comment), status=201 if is_new else 200, headers=headers)


def _own(caller: User, pk: int) -> Comment:
    """Load a comment that the caller wrote and that is still theirs to change."""
    comment = Comment.objects.by(caller).with_context().filter(pk=pk).first()
    if comment is None or not permissions.may_withdraw(caller, comment):
        raise Problem("not-found")
    return comment


def _submission(request: HttpRequest, sent: dict[str, Any], key: str = "") -> Submission:  # as JSON has it
    """Look at the text as the page's form does. No form was filled in: that is for browsers."""
    form = CommentForm({"body": sent["text"]})
    if not form.is_valid():
        raise bodies.refused(form, body="text")
    network = networks.block(request.META.get("REMOTE_ADDR", ""))
    is_final = sent.get("as_it_is", False)
    return Submission(form.cleaned_data["body"], key, network, is_final=is_final, was_asked=True)


@contextmanager
def _told(caller: User, body: str) -> Iterator[None]:
    """Say what stands in the way, in the words of the page."""
    try:
        yield
    except facts.NoSuchPlace:
        raise Problem("not-found", _("The article or the comment is not there for readers.")) from None
    except judging.Reconsider as asked:
        raise _advice(body, asked) from None
    except comments.Warned:
        see = [notices.statement_url(one) for one in warnings.unread(caller)]
        raise Problem("warned", see=see) from None
    except REFUSALS as refusal:
        raise _refusal(refusal) from None


def _refusal(refusal: Exception) -> Problem:
    said = in_words(refusal)
    match refusal:
        case ledger.StaleComment(comment=comment):
            return Problem("conflict", said, version=comment.version)
        case flood.TooFast(until=until):
            seconds = max(1, ceil((until - timezone.now()).total_seconds()))
            return Problem("too-fast", said, headers={"Retry-After": str(seconds)})
        case comments.TooLong():
            return invalid(text=said)
        case comments.Suspended(until=until):
            return Problem("not-allowed", said, until=shapes.moment(until))
        case comments.DiscussionClosed() | comments.EditWindowClosed() | questions.NotTheirTurn():
            return Problem("closed", said)
    return Problem("not-allowed", said)


def _advice(body: str, asked: judging.Reconsider) -> Problem:
    """Show what touches which ground (C20)."""
    is_refused = asked.verdict.action == Action.REFUSE
    action = Action.REFUSE if is_refused else Action.NUDGE
    found = advice(body, [one for one in asked.verdict.findings if one.action == action], timezone.now())
    return Problem(
        "refused" if is_refused else "reconsider",
        passages=[
            {"text": one.text, "is_marked": one.is_marked, "grounds": list(one.grounds)} for one in found["passages"]
        ],
        grounds=[{"number": one.ground_id, "heading": one.heading, "text": one.text} for one in found["clauses"]],
        is_in_another_language=found["is_other_language"],
    )


replies = Endpoint(POST=needs(Scope.POST)(_reply))
