"""Subscribing to an edition's digest, and changing or ending it by the link of a letter. GET changes nothing (V38)."""

from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from accounts.signed_in import reachable
from articles.actions import agreements, subscriptions
from articles.models import Digest, Subscription
from articles.paper import EditionFace
from articles.subscribing import links
from articles.subscribing.form import SubscribeForm, WishForm
from articles.views.reading import current_edition

PAGE = "articles/digest/subscribe.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_age.asked()
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask where the letters go, how often and of what; a member's mailbox is known."""
    edition, member = current_edition(), reachable(request)
    if member:
        return _subscribe_member(request, edition, member)
    now, asks_age = timezone.now(), consents.asks_age(_purpose(edition), None)
    nothing = _nothing(form_tokens.issue(now))
    form = SubscribeForm(_sent(request), edition=edition, initial=nothing, asks_age=asks_age)
    if request.method == "POST" and agrees(form, _purpose(edition)):
        # What one sender may ask for leaves room for the others: all together have an hourly number, too.
        if not ratelimit.consume(request, action="digest"):
            form.add_error(None, _("That was too often. Try again in an hour."))
            return _page(request, form, edition)
        try:
            if not form.is_trapped:
                subscriptions.ask(address=form.cleaned_data["address"], wish=form.wish(), age_met=form.age_met, now=now)
        except agreements.TooMany:
            form.add_error(None, _("Very many ask for news by mail at present. Please try again in an hour."))
        except agreements.NotOffered:
            form.add_error(None, _("News by mail is not offered at present."))
        else:
            return redirect("articles:digest_asked")
    return _page(request, form, edition)


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Lead to the mailbox, whatever the address."""
    return render(request, "articles/digest/asked.html")


@csrf_exempt  # the signed address is the key: it works without a cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscription to whoever has its address: confirm it, or change it."""
    subscription, edition = _by_token(token), current_edition()
    if subscription is None:
        return render(request, "articles/digest/ended.html")
    form = WishForm(_sent(request), edition=edition, initial=_wish(subscription))
    if request.method == "POST" and (subscription.confirmed_at is None or form.is_valid()):
        try:
            return redirect(links.page_path(_act(subscription, form)) + "?saved")
        except (Subscription.DoesNotExist, agreements.NotOffered):
            return redirect(request.path)
    context = {
        "form": form,
        "subscription": subscription,
        "end_path": links.end_path(subscription),
        "is_saved": "saved" in request.GET,
        "digest": _digest(edition),
    }
    return render(request, "articles/digest/own.html", context, status=422 if form.errors else 200)


@csrf_exempt  # programs press it, without a cookie (RFC 8058)
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription by a POST alone; a GET leads to the page with the button."""
    subscription = _by_token(token)
    if request.method != "POST":
        return redirect("articles:digest_own", token=token)
    if subscription:
        subscriptions.end(subscription=subscription, now=timezone.now())
    return render(request, "articles/digest/ended.html")


def _subscribe_member(request: HttpRequest, edition: EditionFace, member: User) -> HttpResponse:
    known = Subscription.objects.filter(person=member, edition=edition.language).first()
    if known:
        return redirect(links.page_path(known))
    asks_age = consents.asks_age(_purpose(edition), member)
    form = WishForm(_sent(request), edition=edition, initial=_nothing(), asks_age=asks_age)
    if request.method == "POST" and agrees(form, _purpose(edition)):
        try:
            made = subscriptions.subscribe(person=member, wish=form.wish(), age_met=form.age_met, now=timezone.now())
        except agreements.NotOffered:
            form.add_error(None, _("News by mail is not offered at present."))
        else:
            return redirect(links.page_path(made))
    return _page(request, form, edition, mailbox=member.email)


def _act(subscription: Subscription, form: WishForm) -> Subscription:
    """Do what the page's one button says: confirm what waits for it, or change what runs."""
    now = timezone.now()
    if subscription.confirmed_at is None:
        return subscriptions.confirm(subscription=subscription, now=now)
    return subscriptions.amend(subscription=subscription, wish=form.wish(), now=now)


def _by_token(token: str) -> Subscription | None:
    """Find the subscription of a signed address; None once it has ended. Raises Http404 for another's signature."""
    try:
        receipt = links.receipt_of(token)
    except links.NotOurLink as not_ours:
        raise Http404 from not_ours
    return Subscription.objects.filter(receipt=receipt).select_related("person", "edition").first()


def _page(request: HttpRequest, form: WishForm, edition: EditionFace, mailbox: str | None = None) -> HttpResponse:
    context = {
        "form": form,
        "mailbox": mailbox,
        "digest": _digest(edition),
        "purpose": _purpose(edition),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)


def _purpose(edition: EditionFace) -> PurposeText | None:
    return consents.wording(subscriptions.PURPOSE, edition.language)


def _digest(edition: EditionFace) -> Digest:
    """Return when the edition's digest goes out, by its defaults until somebody sets it."""
    return Digest.objects.filter(edition=edition.language).first() or Digest(edition_id=edition.language)


def _wish(subscription: Subscription) -> dict[str, Any]:
    """What the form of a subscription shows at first."""
    wish = subscriptions.wish_of(subscription)
    return {"cadence": wish.cadence.value, "sections": [str(pk) for pk in wish.sections]}


def _nothing(handed_out: str = "") -> dict[str, Any]:
    """What a form shows that nobody has filled in."""
    return {"cadence": "weekly", "post_token": handed_out}


def _sent(request: HttpRequest) -> Any:  # noqa: ANN401 # a QueryDict, or None
    return request.POST if request.method == "POST" else None
