"""Sending news of an article to devices: written, looked at with how many it reaches, then sent (A31)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.admin.rows import ReadOnly, UnlessKept
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import pushing
from articles.actions.refusals import NotAllowed
from articles.admin.within import ReachFilter, WithinReach
from articles.admin.writing import WritingPages
from articles.models import Article, PushNotice, PushSubscription
from articles.push import is_offered, services
from articles.push.form import NoticeForm

REFUSALS = (NotAllowed, pushing.AlreadySent, pushing.TooLate)


class PushPages(WritingPages):
    """The page behind an article's form from which its news goes to devices."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/push/",
                view(require_http_methods(["GET", "HEAD", "POST"])(self.push)),
                name="articles_article_push",
            ),
            path("<int:pk>/push/back/", view(require_POST(self.push_back)), name="articles_article_push_back"),
        ]
        return own + super().get_urls()

    def push(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let an editor write the news, see it with its readers counted, and send what was seen."""
        article, now = self._article_to_push(request, pk), timezone.now()
        form = NoticeForm.about(article, request.POST if request.method == "POST" else None)
        context: dict[str, Any] = {"title": _("Send push news"), "article": article, "form": form}
        context["notice"] = PushNotice.objects.in_force().filter(article=article).order_by("-pk").first()
        if not form.is_valid():
            return self._page(request, "push", context)
        seen, is_urgent = _sign(article, form.cleaned_data), form.cleaned_data["is_urgent"]
        is_sure = not is_urgent or request.POST.get("is_sure") == "yes"
        is_seen = constant_time_compare(request.POST.get("seen", ""), seen)
        if is_seen and is_sure and request.POST.get("act") == "send":
            return self._send(request, article, form)
        at = max(now, article.published_at or now)
        context |= {
            "seen": seen,
            "shown": form.cleaned_data,
            "audience": pushing.audience(article, is_urgent=is_urgent, at=at),
            "is_unsure": is_seen and not is_sure,
            "at": at if at > now else None,
        }
        return self._page(request, "push", context)

    def push_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take news back that waits for its article's minute."""
        article = self._article_to_push(request, pk)
        try:
            pushing.take_back(article=article, by=signed_in(request), now=timezone.now())
        except REFUSALS as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The news was taken back. Nobody got it."))
        return redirect("admin:articles_article_push", article.pk)

    def _send(self, request: HttpRequest, article: Article, form: NoticeForm) -> HttpResponse:
        try:
            pushing.send(article=article, **form.cleaned_data, by=signed_in(request), now=timezone.now())
        except REFUSALS as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": _("Send push news")})
        return redirect("admin:articles_article_push", article.pk)

    def _article_to_push(self, request: HttpRequest, pk: int) -> Article:
        article = self._article(request, pk)
        if not is_offered():
            raise Http404
        if permissions.obstacle_to_push(signed_in(request), article, timezone.now()):
            raise PermissionDenied
        return article

    def may_push(self, request: HttpRequest, article: Article) -> bool:
        """Say whether the article's form leads to the page."""
        return is_offered() and not permissions.obstacle_to_push(signed_in(request), article, timezone.now())


def _sign(article: Article, said: dict[str, Any]) -> str:
    """Sign what was looked at: nothing else is sent."""
    words = "\0".join((str(article.pk), said["title"], said["text"], str(said["is_urgent"])))
    return Signer(salt="articles.admin.push").signature(words)


@admin.register(PushNotice)
class PushNoticeAdmin(WithinReach, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The log of what was sent: who, what, when, to how many devices."""

    list_display = ("made_at", "title", "article", "is_urgent", "audience", "begun_at", "cancelled_at", "made_by")
    seen_by = "articles.view_pushnotice"
    list_filter = ("is_urgent", ("article__edition", ReachFilter), "made_at")
    list_select_related = ("article", "made_by")
    search_fields = ("title", "article__title")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None


@admin.register(PushSubscription)
class PushSubscriptionAdmin(UnlessKept, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Devices, without what could be used to write to them."""

    list_display = ("made_at", "edition", "service", "time_zone", "used_at", "sent_on", "sent_count")
    list_filter = ("edition",)
    fields = ("edition", "service", "sections", "time_zone", "made_at", "used_at", "sent_on", "sent_count")
    readonly_fields = ("service",)
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[PushSubscription]:
        return super().get_queryset(request).select_related("edition")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Answer no question about addresses and keys: `?auth__startswith=` would spell one out, letter by letter."""
        is_secret = lookup.partition("__")[0] in ("endpoint", "p256dh", "auth", "receipt")
        return not is_secret and super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("push service"))
    def service(self, device: PushSubscription) -> str:
        return services.host_of(device.endpoint)
