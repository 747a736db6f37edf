"""Following a discussion, and changing or ending that by the link of a letter. GET changes nothing (V38)."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import of_age
from accounts.actions import consents
from accounts.forms.worded import agrees
from accounts.models import PurposeText, User
from accounts.safety import form_tokens
from accounts.signed_in import reachable, signed_in
from articles.actions.agreements import NotOffered, TooMany
from articles.models import Article
from articles.subscribing import links
from moderation import following
from moderation.actions import follows
from moderation.actions.follows import Wish
from moderation.enums import Pace
from moderation.forms.follow import FollowForm, PaceForm
from moderation.models import Comment, Follow
from moderation.models.thread import discussed


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_age.asked()
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow all that is said below an article, and its corrections."""
    found = get_object_or_404(discussed(timezone.now()).select_related("edition", "thread"), pk=pk)
    return _follow(request, found, None)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_age.asked()
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow what answers one comment."""
    shown = Comment.objects.readable().shown(timezone.now())
    related = ("author", "article__edition", "article__thread")
    root = get_object_or_404(shown.select_related(*related), pk=pk)
    return _follow(request, root.article, root)


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Lead to the mailbox, whatever the address."""
    return render(request, "moderation/follow/asked.html")


@csrf_exempt  # the signed address is the key: it works without a cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a follow to whoever has its address: confirm it, or change it."""
    follow = _by_token(token)
    if follow is None:
        return render(request, "moderation/follow/ended.html")
    form = PaceForm(_sent(request), initial={"pace": follow.pace})
    if request.method == "POST" and (follow.confirmed_at is None or form.is_valid()):
        try:
            return redirect(following.page_path(_act(follow, form)) + "?saved")
        except (Follow.DoesNotExist, NotOffered):
            return redirect(request.path)
    context = {
        "form": form,
        "follow": follow,
        "end_path": following.end_path(follow),
        "is_saved": "saved" in request.GET,
    }
    return render(request, "moderation/follow/own.html", context, status=422 if form.errors else 200)


@csrf_exempt  # programs press it, without a cookie (RFC 8058)
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End a follow by a POST alone; a GET leads to the page with the button."""
    follow = _by_token(token)
    if request.method != "POST":
        return redirect("moderation:follow_own", token=token)
    if follow:
        follows.end(follow=follow, now=timezone.now())
    return render(request, "moderation/follow/ended.html")


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List what a member follows, each with its page and a button that ends it."""
    found = Follow.objects.of(signed_in(request)).confirmed().with_context().order_by("-confirmed_at", "-pk")
    rows = [(one, following.page_path(one), following.end_path(one)) for one in found]
    return render(request, "moderation/follow/list.html", {"rows": rows})


def _follow(request: HttpRequest, about: Article, root: Comment | None) -> HttpResponse:
    """Ask how often, and whom we do not know where the letters go."""
    member, now = reachable(request), timezone.now()
    if following.is_over(about, now):
        return _page(request, None, about, root)
    if member and not member.is_blocked:
        return _follow_as_member(request, member, about, root)
    asks_age = consents.asks_age(_purpose(about), None)
    form = FollowForm(_sent(request), initial=_nothing(form_tokens.issue(now)), asks_age=asks_age)
    if request.method == "POST" and agrees(form, _purpose(about)) and _ask(request, form, about, root):
        return redirect("moderation:follow_asked")
    return _page(request, form, about, root)


def _ask(request: HttpRequest, form: FollowForm, about: Article, root: Comment | None) -> bool:
    """Take a form in; say whether that went well, and beside the form what did not."""
    # What one sender may ask for leaves room for the others: all together have an hourly number, too.
    if not ratelimit.consume(request, action="follow"):
        form.add_error(None, _("That was too often. Try again in an hour."))
        return False
    wish = Wish(about, root, Pace(form.cleaned_data["pace"]))
    try:
        if not form.is_trapped:
            address = form.cleaned_data["address"]
            follows.ask(address=address, wish=wish, age_met=form.age_met, now=timezone.now())
    except TooMany:
        form.add_error(None, _("Very many ask to follow discussions at present. Please try again in an hour."))
    except NotOffered:
        form.add_error(None, _("Discussions cannot be followed at present."))
    return form.is_valid()


def _follow_as_member(request: HttpRequest, member: User, about: Article, root: Comment | None) -> HttpResponse:
    known = Follow.objects.filter(article=about, root=root, person=member).with_context().first()
    if known:
        return redirect(following.page_path(known))
    asks_age = consents.asks_age(_purpose(about), member)
    form = PaceForm(_sent(request), initial=_nothing(), asks_age=asks_age)
    if request.method == "POST" and agrees(form, _purpose(about)):
        wish = Wish(about, root, Pace(form.cleaned_data["pace"]))
        try:
            made = follows.follow(person=member, wish=wish, age_met=form.age_met, now=timezone.now())
        except NotOffered:
            form.add_error(None, _("Discussions cannot be followed at present."))
        else:
            return redirect(following.page_path(made) + "?saved")
    return _page(request, form, about, root, mailbox=member.email)


def _act(follow: Follow, form: PaceForm) -> Follow:
    """Do what the page's one button says: confirm what waits for it, or change what runs."""
    now = timezone.now()
    if follow.confirmed_at is None:
        return follows.confirm(follow=follow, now=now)
    return follows.amend(follow=follow, pace=Pace(form.cleaned_data["pace"]), now=now)


def _by_token(token: str) -> Follow | None:
    """Find the follow of a signed address; None once it has ended. Raises Http404 for another's signature."""
    try:
        receipt = links.receipt_of(token, following.SALT)
    except links.NotOurLink as not_ours:
        raise Http404 from not_ours
    return Follow.objects.with_context().filter(receipt=receipt).first()


def _page(
    request: HttpRequest, form: PaceForm | None, about: Article, root: Comment | None, mailbox: str | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "article": about,
        "root": root,
        "mailbox": mailbox,
        "purpose": _purpose(about),
    }
    is_refused = form is not None and form.errors
    return render(request, "moderation/follow/follow.html", context, status=422 if is_refused else 200)


def _purpose(about: Article) -> PurposeText | None:
    return consents.wording(follows.PURPOSE, about.edition_id)


def _nothing(handed_out: str = "") -> dict[str, Any]:
    """What a form shows that nobody has filled in."""
    return {"pace": Pace.DAILY.value, "post_token": handed_out}


def _sent(request: HttpRequest) -> Any:  # noqa: ANN401 # a QueryDict, or None
    return request.POST if request.method == "POST" else None
