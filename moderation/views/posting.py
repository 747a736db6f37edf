"""Writing, editing and withdrawing a comment. Whatever goes wrong, the typed text comes back."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_http_methods, require_POST

from accounts import drafts
from accounts.models import User
from accounts.safety import form_tokens
from moderation import hints, networks, notices, permissions
from moderation.actions import comments, facts, hearings, judging, policies, questions, suspensions, warnings
from moderation.forms.comment import CommentForm, EditForm, advice, told
from moderation.models import Comment
from moderation.screening import Action, Form, Verdict, calmed
from moderation.views.refusals import REFUSALS, in_words

#: The newest hints that a session remembers having shown.
HINTS_KEPT = 100
COMMENT_FORMS = ("moderation:submit", "moderation:reply", "moderation:edit")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a comment on an article."""
    return _write(request, article=pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment."""
    return _write(request, parent=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own comment."""
    comment = _own(request, pk)
    if request.method != "POST":
        kept, until = _kept(request), comments.editable_until(comment, policies.current())
        if not kept and until and timezone.now() > until:
            closed = in_words(comments.EditWindowClosed(until))
            return render(request, "moderation/edit.html", {"comment": comment, "closed": closed})
        form = EditForm(initial={"body": comment.body, "version": comment.version} | kept)
        marks = told(comment, timezone.now())
        is_shouting = bool(marks and marks["is_shouting"])
        return _answer(request, "moderation/edit.html", form, comment=comment, told=marks, is_shouting=is_shouting)
    form = EditForm(_typed(request))
    if not form.is_valid():
        return _answer(request, "moderation/edit.html", form, comment=comment)
    try:
        changed = comments.edit(
            comment=comment,
            version=form.cleaned_data["version"],
            submission=_submission(request, form),
            now=timezone.now(),
        )
    except judging.Reconsider as asked:
        return _answer(request, "moderation/edit.html", form, comment=comment, **_advice(form, asked.verdict))
    except REFUSALS as refusal:
        form.add_error(None, in_words(refusal))
        return _answer(request, "moderation/edit.html", form, comment=comment)
    drafts.forget(request)
    return redirect(f"{changed.get_absolute_url()}#comment-{changed.pk}")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = _own(request, pk)
    comments.withdraw(comment=comment, now=timezone.now())
    return redirect(comment.get_absolute_url() if comment.placed_at else comment.article.get_absolute_url())


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token has expired (CSRF_FAILURE_VIEW); a typed comment comes back to be sent anew.

    What was typed into another form comes back to be copied: what it would do there, only its own page can say.
    """
    place = request.resolver_match
    if place is None or place.view_name not in COMMENT_FORMS or "body" not in request.POST:
        texts = drafts.typed(request)
        if not texts:
            return csrf_failure(request, reason)
        return render(request, "moderation/expired.html", {"texts": texts}, status=403)
    context = {
        "body": request.POST["body"],
        "version": request.POST.get("version", ""),
        "post_token": request.POST.get("post_token") or form_tokens.issue(timezone.now()),
    }
    return render(request, "moderation/expired.html", context, status=403)


def _write(request: HttpRequest, article: int | None = None, parent: int | None = None) -> HttpResponse:
    """Show the form and take what comes with it; who is not signed in signs in first and finds the text again.

    What a writer says to have read (`warning`, references) is noted before anything else, whatever becomes of the text.
    """
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    now = timezone.now()
    if read := request.POST.getlist("warning"):
        warnings.acknowledge(person=request.user, references=read, now=now)
    try:
        place = facts.place(author=request.user, now=now, article=article, parent=parent)
    except facts.NoSuchPlace:
        return _gone(request)
    if request.method != "POST":
        form = CommentForm(initial={"post_token": form_tokens.issue(now)} | _kept(request))
        minutes = round(policies.settings(place.ruleset).limit("slow_minutes"))
        told = {"hints": _hints(request, place, now), "slow_minutes": minutes} | _turn(request, place, now)
        return _answer(request, "moderation/write.html", form, place=place, **told)
    form = CommentForm(_typed(request))
    if not form.is_valid():
        return _answer(request, "moderation/write.html", form, place=place)
    return _send(request, request.user, place, form)


def _send(request: HttpRequest, author: User, place: facts.Place, form: CommentForm) -> HttpResponse:
    try:
        comment = comments.submit(author=author, place=place, submission=_submission(request, form), now=timezone.now())
    except judging.Reconsider as asked:
        return _answer(request, "moderation/write.html", form, place=place, **_advice(form, asked.verdict))
    except REFUSALS as refusal:
        form.add_error(None, in_words(refusal))
        return _answer(request, "moderation/write.html", form, place=place)
    drafts.forget(request)
    return HttpResponseRedirect(f"{comment.get_absolute_url()}#comment-{comment.pk}")


def _turn(request: HttpRequest, place: facts.Place, now: datetime) -> dict[str, str]:
    """Say whether it will be a question or an answer where experts are asked, or why it is not this person's turn."""
    try:
        return {"part": questions.part(author=_member(request), place=place, now=now)}
    except questions.NotTheirTurn as refused:
        return {"turn": in_words(refused)}


def _hints(request: HttpRequest, place: facts.Place, now: datetime) -> list[str]:
    """Name the hints that this thread has not shown its writer yet: each is shown once (C57)."""
    shown = request.session.get("hints", [])
    found = hints.hints(_member(request), place, policies.settings(place.ruleset), now)
    fresh = [code for code in found if f"{place.article.pk}/{code}" not in shown]
    if fresh:
        request.session["hints"] = [*shown, *(f"{place.article.pk}/{code}" for code in fresh)][-HINTS_KEPT:]
    return fresh


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Keep what was typed in the session, which the sign-in goes on with, and come back to the form."""
    drafts.keep(request)
    return redirect_to_login(request.path)


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return what was typed into this form before the way round by sign-in or gate, and what it was made from."""
    kept = drafts.kept(request)
    return {name: kept[name] for name in ("body", "post_token", "version") if kept.get(name)}


def _gone(request: HttpRequest) -> HttpResponse:
    """The article or the comment to answer is no longer there: give the typed text back."""
    if request.method != "POST":
        raise Http404
    return render(request, "moderation/gone.html", {"body": request.POST.get("body", "")}, status=404)


def _own(request: HttpRequest, pk: int) -> Comment:
    """Load a comment that this person wrote and that is still theirs to change."""
    comment = get_object_or_404(Comment.objects.by(_member(request)).with_context(), pk=pk)
    if not permissions.may_withdraw(_member(request), comment):
        raise Http404
    return comment


def _member(request: HttpRequest) -> User:
    """LoginRequiredMiddleware has let nobody else through."""
    assert request.user.is_authenticated  # noqa: S101 # for the types
    return request.user


def _typed(request: HttpRequest) -> QueryDict:
    """Return what was sent; with the offered fix where that was pressed."""
    if request.POST.get("fix") != "capitals":
        return request.POST
    data = request.POST.copy()
    data["body"] = calmed(data.get("body", ""))
    return data


def _submission(request: HttpRequest, form: CommentForm) -> comments.Submission:
    said = form.cleaned_data
    network = networks.block(request.META.get("REMOTE_ADDR", ""))
    age = form_tokens.age(said["post_token"], timezone.now())
    signs = Form(age, is_trapped=bool(said["homepage"]))
    return comments.Submission(
        said["body"], said["post_token"], network, is_final=said["is_final"], form=signs, was_asked=said["was_asked"]
    )


def _answer(
    request: HttpRequest, template: str, form: CommentForm, **context: Any
) -> HttpResponse:  # template's inputs
    status = 400 if form.errors else 200
    place = context.get("place")
    unread = warnings.unread(_member(request)) if place and place.is_warned else ()
    context["warnings"] = [(one, notices.statement_token(one)) for one in unread]
    if place and place.suspended_until and (reasons := suspensions.standing(_member(request), timezone.now())):
        context["suspension"] = (reasons, notices.statement_token(reasons))
    if place and (hearing := hearings.standing(_member(request))):
        context["hearing"] = (hearing, notices.hearing_token(hearing))
    return render(request, template, {"form": form, **context}, status=status)


def _advice(form: CommentForm, verdict: Verdict) -> dict[str, Any]:
    """What a writer is shown who is asked to think again."""
    is_refused = verdict.action == Action.REFUSE
    nudges = [one for one in verdict.findings if one.action == (Action.REFUSE if is_refused else Action.NUDGE)]
    return {
        **advice(form.cleaned_data["body"], nudges, timezone.now()),
        "is_refused": is_refused,
    }
